/**
 * Logarithm, exponential, power and trigonometry whose last bit is the same in every engine:
 * only additions, multiplications and divisions, which IEEE 754 defines to the last bit. The
 * methods are those of FreeBSD's msun (log, exp, sin, cos), whose errors stay below 1 unit in the
 * last place for log and exp; pow is exp of a product and good to some 12 digits.
 */

const words = new DataView(new ArrayBuffer(8));

/** Powers of two from 2^-1074 to 2^1023; a product with one of them is exact. */
const POWERS = new Float64Array(2098);
const ZEROTH_POWER = 1074;
for (let k = 0, power = 1; k < 1024; k++, power *= 2) POWERS[ZEROTH_POWER + k] = power;
for (let k = 0, power = 1; k <= 1074; k++, power /= 2) POWERS[ZEROTH_POWER - k] = power;

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** How far √½ lies below 1 in the upper half of a number's bits. */
const ROOT_BELOW_ONE = 0x3ff00000 - 0x3fe6a09e;

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Natural logarithm; NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (x >= SMALLEST_NORMAL && x < Infinity) return logOf(x, 0);
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  // Subnormal numbers become normal ones.
  return x === Infinity ? Infinity : logOf(x * POWERS[ZEROTH_POWER + 54], -54);
}

/** Logarithm of a normal number times a power of two: of its mantissa in [√½, √2), and the rest. */
function logOf(x: number, shift: number): number {
  words.setFloat64(0, x, true);
  const own = ((words.getInt32(4, true) + ROOT_BELOW_ONE) >> 20) - 0x3ff;
  const f = x * POWERS[ZEROTH_POWER - own] - 1;
  const exponent = own + shift;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even =
    z *
    (0.666666666666673513 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const rest = s * (half + odd + even) + exponent * LN2_LOW;
  return rest - half + f + exponent * LN2_HIGH;
}

/** e to the power of x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.round(x * 1.4426950408889634);
  const upper = x - k * LN2_HIGH;
  const lower = k * LN2_LOW;
  const r = upper - lower;
  const t = r * r;
  const c =
    r -
    t *
      (0.166666666666666019 +
        t *
          (-0.0027777777777015593 +
            t *
              (0.00006613756321437934 +
                t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const y = 1 - (lower - (r * c) / (2 - c) - upper);
  return scale(y, k);
}

/** y times 2 to the power of k, also where the result is subnormal. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * 2 * POWERS[ZEROTH_POWER + k - 1];
  if (k < -1022) return y * POWERS[ZEROTH_POWER + k + 1000] * POWERS[ZEROTH_POWER - 1000];
  return y * POWERS[ZEROTH_POWER + k];
}

/** base to the power of exponent: exact for whole exponents up to 1,024, else by exp and log. */
export function pow(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 1024) {
    let result = 1;
    let square = base;
    for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result *= square;
      square *= square;
    }
    return exponent < 0 ? 1 / result : result;
  }
  return exp(exponent * log(base));
}

/** π/2 in three pieces, so that whole multiples can be taken away without loss. */
const QUARTERS = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];

function kernelSine(x: number): number {
  const z = x * x;
  return (
    x +
    x *
      z *
      (-0.16666666666666632 +
        z *
          (0.00833333333332249 +
            z *
              (-0.000198412698298579 +
                z *
                  (2.7557313707070068e-6 +
                    z * (-2.5050760253406863e-8 + z * 1.5896909952115501e-10)))))
  );
}

function kernelCosine(x: number): number {
  const z = x * x;
  return (
    1 -
    z / 2 +
    z *
      z *
      (0.0416666666666666 +
        z *
          (-0.001388888888887411 +
            z *
              (2.480158728947673e-5 +
                z *
                  (-2.7557314351390663e-7 +
                    z * (2.087572321298175e-9 - z * 1.1359647557788195e-11)))))
  );
}

/** Sine of an angle in radians, for angles up to about a million. */
export function sin(x: number): number {
  return turned(x, 0);
}

/** Cosine of an angle in radians, for angles up to about a million. */
export function cos(x: number): number {
  return turned(x, 1);
}

function turned(x: number, quarters: number): number {
  if (!Number.isFinite(x)) return NaN;
  const k = Math.round(x * 0.6366197723675814);
  const r = x - k * QUARTERS[0] - k * QUARTERS[1] - k * QUARTERS[2];
  switch ((((k + quarters) % 4) + 4) % 4) {
    case 0:
      return kernelSine(r);
    case 1:
      return kernelCosine(r);
    case 2:
      return -kernelSine(r);
    default:
      return -kernelCosine(r);
  }
}
