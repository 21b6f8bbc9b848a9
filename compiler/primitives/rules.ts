// The operations' rules as trees (operations.ts has them as text).

export type Rule = string | readonly Rule[];

/** @throws Error when the text is no rule */
export function parseRule(text: string): Rule {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const next = (): Rule => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`bad rule: ${text}`);
    if (token !== "(") return token;
    const items: Rule[] = [];
    while (tokens[at] !== ")") items.push(next());
    at++;
    return items;
  };
  return next();
}

/** The number that a token of a rule is; undefined for a variable or the name of an operation. */
export function ruleNumber(token: string): number | undefined {
  if (/^-?\d+$/.test(token)) return Number(token);
  const ratio = /^(\d+)\/(\d+)$/.exec(token);
  return ratio ? Number(ratio[1]) / Number(ratio[2]) : undefined;
}

/** Which of the variables x, y and z a rule has. */
export function ruleVariables(rule: Rule): ReadonlySet<string> {
  if (typeof rule === "string") return new Set(["x", "y", "z"].filter((name) => name === rule));
  return new Set(rule.flatMap((part) => [...ruleVariables(part)]));
}
