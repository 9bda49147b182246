/**
 * One word for a POSIX shell, whatever it holds: safe words bare, the rest in single quotes. Characters that
 * a terminal would act on when pasted, or that change how a line reads (control and format characters), are
 * spelled by `printf`, newlines excepted. NUL, which no argument can hold, shows as U+FFFD.
 */
export function quote(word: string): string {
  // A leading `=` is a path look-up in zsh.
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word;
  const inner = word
    .replace(/\0/g, '\uFFFD')
    .replace(/'/g, `'\\''`)
    // Newlines stay as they are: `$(…)` would drop them.
    .replace(/(?:(?!\n)[\p{Cc}\p{Cf}\u2028\u2029])+/gu, (marks) => {
      const bytes = [...new TextEncoder().encode(marks)];
      return `'"$(printf '${bytes.map((byte) => '\\' + byte.toString(8).padStart(3, '0')).join('')}')"'`;
    });
  return `'${inner}'`;
}

/**
 * Whether a word may stand in a command that is handed out: it is what was sent, nothing of it masked, and all of it is
 * seen. Marks of direction, signs without width and control characters would make another thing of it than what an
 * operator reads.
 */
export const isPlain = (word: string): boolean => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uFFFD]|•••/u.test(word);

/**
 * One command from its argument vector. Longer than `breakAt` characters, it is broken before each
 * `--option`, still one command to the shell.
 */
export function line(label: readonly string[], { breakAt = 80 } = {}): string {
  const quoted = label.map(quote);
  const whole = quoted.join(' ');
  return whole.length > breakAt
    ? quoted.reduce((text, word) => text + (word.startsWith('--') ? ' \\\n  ' : ' ') + word)
    : whole;
}

/** What PowerShell takes as it stands: no variable, operator, separator or wildcard. */
const BARE = /^(--)?[A-Za-z/][\w/:.-]*$/;

/**
 * One word for PowerShell: safe words bare, the rest in single quotes, within which only a single quote of any make has a
 * meaning, and is doubled. Only for what {@link isPlain}.
 */
export const powershellQuote = (word: string): string =>
  BARE.test(word) ? word : `'${word.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;

/**
 * One command from its argument vector, for PowerShell 7.3 or newer, which hands double quotes within a word on to
 * programs as they are. On one line, for there a backtick would break it.
 */
export const powershell = (label: readonly string[]): string => label.map(powershellQuote).join(' ');
