// The part of jstat that is used here; the package has no types of its own.
declare module "jstat" {
  interface Family {
    inv(probability: number, ...parameters: number[]): number;
  }
  const jstat: {
    readonly jStat: {
      readonly chisquare: Family;
      readonly studentt: Family;
      readonly normal: Family;
    };
  };
  export default jstat;
}
