// Months as text, YYYY-MM, and as numbers: 12 times the year, plus January's 0 to December's 11.
// Invariant: numbers of consecutive months are consecutive, and the remainder by 12 is the month of the year.

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** @returns undefined when the text is not of the form YYYY-MM */
export function monthNumber(text: string): number | undefined {
  const [, year, month] = MONTH.exec(text) ?? [];
  return year === undefined ? undefined : 12 * Number(year) + Number(month) - 1;
}

/** The number of a month that this program names itself. @throws RangeError */
export function month(text: string): number {
  const number = monthNumber(text);
  if (number === undefined) throw new RangeError(`expected a month like 1970-01, found "${text}"`);
  return number;
}

export function monthText(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}
