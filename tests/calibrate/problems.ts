// Standard least-squares problems (Moré, Garbow & Hillstrom 1981, "Testing unconstrained optimization software"; their numbers in brackets),
// as in fixtures.py. Derivatives come from dual numbers, so that no Jacobian is written by hand.
import type { Answer } from "../../calibrate/optimizers/optimizer.js";

/** A number with its derivatives by all parameters. */
export class Dual {
  constructor(
    readonly v: number,
    readonly d: readonly number[],
  ) {}
  private static of(a: Dual | number, like: Dual): Dual {
    return typeof a === "number" ? new Dual(a, new Array<number>(like.d.length).fill(0)) : a;
  }
  private chain(v: number, own: number, b?: Dual, other = 0): Dual {
    return new Dual(
      v,
      this.d.map((d, j) => own * d + (b ? other * b.d[j]! : 0)),
    );
  }
  add(b: Dual | number): Dual {
    const o = Dual.of(b, this);
    return this.chain(this.v + o.v, 1, o, 1);
  }
  sub(b: Dual | number): Dual {
    const o = Dual.of(b, this);
    return this.chain(this.v - o.v, 1, o, -1);
  }
  mul(b: Dual | number): Dual {
    const o = Dual.of(b, this);
    return this.chain(this.v * o.v, o.v, o, this.v);
  }
  div(b: Dual | number): Dual {
    const o = Dual.of(b, this);
    return this.chain(this.v / o.v, 1 / o.v, o, -this.v / (o.v * o.v));
  }
  exp(): Dual {
    return this.chain(Math.exp(this.v), Math.exp(this.v));
  }
  sin(): Dual {
    return this.chain(Math.sin(this.v), Math.cos(this.v));
  }
  cos(): Dual {
    return this.chain(Math.cos(this.v), -Math.sin(this.v));
  }
  sqrt(): Dual {
    return this.chain(Math.sqrt(this.v), 0.5 / Math.sqrt(this.v));
  }
  atan(): Dual {
    return this.chain(Math.atan(this.v), 1 / (1 + this.v * this.v));
  }
}

export type Residuals = (x: readonly Dual[]) => readonly Dual[];

/** The residuals with their Jacobian, gradient and half the sum of their squares, at a point. */
export function evaluateWith(residualsAt: Residuals): (point: Float64Array) => Answer {
  return (point) => {
    const n = point.length;
    const x = Array.from(
      point,
      (v, j) =>
        new Dual(
          v,
          Array.from({ length: n }, (_, k) => (k === j ? 1 : 0)),
        ),
    );
    const duals = residualsAt(x);
    const residuals = Float64Array.from(duals, ({ v }) => v);
    const jacobian = Array.from({ length: n }, (_, j) => Float64Array.from(duals, ({ d }) => d[j]!));
    const gradient = Float64Array.from(jacobian, (column) =>
      column.reduce((s, d, i) => s + d * residuals[i]!, 0),
    );
    return { value: residuals.reduce((s, r) => s + r * r, 0) / 2, residuals, jacobian, gradient };
  };
}

const table = (text: string): number[] => text.trim().split(/\s+/).map(Number);
const BARD = table(".14 .18 .22 .25 .29 .32 .35 .39 .37 .58 .73 .96 1.34 2.10 4.39");
const KOWALIK_Y = table(".1957 .1947 .1735 .1600 .0844 .0627 .0456 .0342 .0323 .0235 .0246");
const KOWALIK_U = table("4 2 1 .5 .25 .167 .125 .1 .0833 .0714 .0625");
const OSBORNE1 =
  table(`.844 .908 .932 .936 .925 .908 .881 .850 .818 .784 .751 .718 .685 .658 .628 .603 .580 .558 .538 .522 .506 .490
  .478 .467 .457 .448 .438 .431 .424 .420 .414 .411 .406`);
const OSBORNE2 =
  table(`1.366 1.191 1.112 1.013 .991 .885 .831 .847 .786 .725 .746 .679 .608 .655 .616 .606 .602 .626 .651 .724 .649
  .649 .694 .644 .624 .661 .612 .558 .533 .495 .500 .423 .395 .375 .372 .391 .396 .405 .428 .429 .523 .562 .607 .653 .672 .708 .633
  .668 .645 .632 .591 .559 .597 .625 .739 .710 .729 .720 .636 .581 .428 .292 .162 .098 .054`);

const rosenbrock: Residuals = (x) =>
  x.slice(1).flatMap((next, i) => [next.sub(x[i]!.mul(x[i]!)).mul(10), x[i]!.mul(-1).add(1)]);

export const PROBLEMS: Readonly<Record<string, Residuals>> = {
  // (1), chained for more than two parameters
  rosenbrock,
  rosenbrock10: rosenbrock,
  // (5)
  beale: ([x, y]) =>
    [1.5, 2.25, 2.625].map((c, i) => {
      const power = Array.from({ length: i + 1 }).reduce<Dual>((p) => p.mul(y!), y!.mul(0).add(1));
      return x!.mul(power.mul(-1).add(1)).mul(-1).add(c);
    }),
  // (7)
  helical: ([x, y, z]) => {
    const angle = y!
      .div(x!)
      .atan()
      .div(2 * Math.PI)
      .add(x!.v < 0 ? 0.5 : 0);
    return [z!.sub(angle.mul(10)).mul(10), x!.mul(x!).add(y!.mul(y!)).sqrt().sub(1).mul(10), z!];
  },
  // (8)
  bard: ([a, b, c]) =>
    BARD.map((y, i) => {
      const [u, v] = [i + 1, 15 - i];
      const nonlinear = b!.mul(v).add(c!.mul(Math.min(u, v)));
      return a!.mul(0).add(u).div(nonlinear).add(a!).mul(-1).add(y);
    }),
  // (13)
  powell: ([p, q, r, s]) => {
    const [c, d] = [q!.sub(r!.mul(2)), p!.sub(s!)];
    return [p!.add(q!.mul(10)), r!.sub(s!).mul(Math.sqrt(5)), c.mul(c), d.mul(d).mul(Math.sqrt(10))];
  },
  // (14)
  wood: ([a, b, c, d]) => [
    b!.sub(a!.mul(a!)).mul(10),
    a!.mul(-1).add(1),
    d!.sub(c!.mul(c!)).mul(Math.sqrt(90)),
    c!.mul(-1).add(1),
    b!.add(d!).sub(2).mul(Math.sqrt(10)),
    b!.sub(d!).div(Math.sqrt(10)),
  ],
  // (15)
  kowalik: ([a, b, c, d]) =>
    KOWALIK_Y.map((y, i) => {
      const u = KOWALIK_U[i]!;
      return a!
        .mul(b!.mul(u).add(u * u))
        .div(
          c!
            .mul(u)
            .add(u * u)
            .add(d!),
        )
        .mul(-1)
        .add(y);
    }),
  // (16)
  brownDennis: ([a, b, c, d]) =>
    Array.from({ length: 20 }, (_, i) => {
      const t = (i + 1) / 5;
      const p = a!.add(b!.mul(t)).sub(Math.exp(t));
      const q = c!.add(d!.mul(Math.sin(t))).sub(Math.cos(t));
      return p.mul(p).add(q.mul(q));
    }),
  // (17)
  osborne1: ([a, b, c, d, e]) =>
    OSBORNE1.map((y, i) => {
      const t = 10 * i;
      return a!
        .add(b!.mul(d!.mul(-t).exp()))
        .add(c!.mul(e!.mul(-t).exp()))
        .mul(-1)
        .add(y);
    }),
  // (19)
  osborne2: (x) =>
    OSBORNE2.map((y, i) => {
      const t = i / 10;
      const hump = (k: number) => {
        const off = x[k + 7]!.mul(-1).add(t);
        return x[k]!.mul(
          off
            .mul(off)
            .mul(x[k + 4]!)
            .mul(-1)
            .exp(),
        );
      };
      return x[0]!.mul(x[4]!.mul(-t).exp()).add(hump(1)).add(hump(2)).add(hump(3)).mul(-1).add(y);
    }),
};
