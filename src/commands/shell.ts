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
 * One command from its argument vector. Longer than `breakAt` characters, it is broken before each
 * `--option`, still one command to the shell.
 */
export function line(words: readonly string[], { breakAt = 80 } = {}): string {
  const quoted = words.map(quote);
  const whole = quoted.join(' ');
  return whole.length > breakAt
    ? quoted.reduce((text, word) => text + (word.startsWith('--') ? ' \\\n  ' : ' ') + word)
    : whole;
}
