// Names of a program as symbols of a formula: Greek letters, subscripts, upright words.
// Invariant: two names never look the same; the later of two that would is set as it is spelled.

const GREEK = new Set(
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
   Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega`.split(/\s+/),
);

const ESCAPED: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
};

/** Text for LaTeX's text mode. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\~^<>]|[&%$#_{}]/g, (c) => ESCAPED[c] ?? `\\${c}`);
}

export class Names {
  private readonly symbols = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** The symbol of a name: `k-max` is k with the subscript max, `tau2` is τ₂, `rate` an upright word. */
  symbol(name: string): string {
    const known = this.symbols.get(name);
    if (known !== undefined) return known;
    const wanted = symbolOf(name);
    const symbol = this.taken.has(wanted) ? `\\text{\\texttt{${escapeLatex(name)}}}` : wanted;
    this.taken.add(symbol);
    this.symbols.set(name, symbol);
    return symbol;
  }
}

function symbolOf(name: string): string {
  const [base = "", ...subscripts] = name.split(/[-_]/);
  if ([base, ...subscripts].includes("")) return word(name);
  const digits = /^(\p{L}+)(\d+)$/u.exec(base);
  const below = [
    ...(digits ? [digits[2]!] : []),
    ...subscripts.map((part) => (/^\d+$/.test(part) ? part : word(part))),
  ];
  const symbol = word(digits ? digits[1]! : base);
  return below.length === 0 ? symbol : `${symbol}_{${below.join(",")}}`;
}

function word(text: string): string {
  if (GREEK.has(text)) return `\\${text}`;
  if (/^[A-Za-z]$/.test(text)) return text;
  return /^[A-Za-z0-9]+$/.test(text) ? `\\mathrm{${text}}` : `\\text{${escapeLatex(text)}}`;
}
