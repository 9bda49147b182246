/** Loaded into a process before its own code: whoever opens a connection or resolves a name ends it with code 97. */
import dns from 'node:dns';
import net from 'node:net';

/** @type {(what: unknown) => never} */
function refuse(what) {
  process.stderr.write(`A connection was asked for: ${JSON.stringify(what)}\n`);
  process.exit(97);
}

const { connect } = net.Socket.prototype;
/** @this {net.Socket} @param {any[]} args */
net.Socket.prototype.connect = function (...args) {
  // A pipe to another process of this machine is no network.
  const [first] = args.flat(1);
  return first?.path ? Reflect.apply(connect, this, args) : refuse(first);
};
Object.assign(dns, { lookup: refuse });
Object.assign(dns.promises, { lookup: refuse });
