// What a fit costs: information criteria. Invariant: they are made from a negative log likelihood with all its constants, so that they can be
// compared between structures of the same states, and not between states.

export interface Criteria {
  /** Akaike (1974): 2 k + 2 NLL. */
  readonly aic: number;
  /** Schwarz (1978) with each number of each month as an observation: k ln(T D) + 2 NLL. */
  readonly bic: number;
  /** The same with months as observations, as is usual for vector series: k ln T + 2 NLL. */
  readonly bicByMonths: number;
}

/** @param parameters how many there are */
export function criteriaOf(
  negativeLogLikelihood: number,
  parameters: number,
  months: number,
  dimension: number,
): Criteria {
  const twice = 2 * negativeLogLikelihood;
  return {
    aic: 2 * parameters + twice,
    bic: parameters * Math.log(months * dimension) + twice,
    bicByMonths: parameters * Math.log(months) + twice,
  };
}
