// Pooling in the browser: the functions of extractor/pool, giving the same numbers to six digits and more (a test
// compares them). docs/pooling.md has the formulas and their sources. What does not fit throws a RangeError that says why.
//
//   Pool.proportions([3, 0, 7], [20, 15, 41])                → {k: 3, n: 76, events: 10, point: 0.13…, low: …, …}
//   Pool.ratios([0.5, 0.8], [0.2, 0.6], [1.2, 1.1], 0.95)
//   Pool.leaveOneOut(Pool.proportions, [3, 0, 7], [20, 15, 41])
const Pool = (() => {
  "use strict";
  const sum = numbers => numbers.reduce((a, b) => a + b, 0);
  const refuse = why => { throw new RangeError(why); };
  const inside = (low, high, x) => Math.min(high, Math.max(low, x));

  // ---------------------------------------------------------------- quantiles

  // The normal quantile: Wichura 1988, algorithm AS 241, to 16 digits.
  const AS241 = [
    [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
      67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
    [1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
      39307.895800092710610, 28729.085735721942674, 5226.4952788528545610],
    [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
      1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4],
    [1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
      0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9],
    [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
      0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
      1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15],
  ];
  const polynomial = (coefficients, x) => coefficients.reduceRight((total, c) => total * x + c, 0);
  const normal = p => {
    const q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      const r = 0.180625 - q * q;
      return q * polynomial(AS241[0], r) / polynomial(AS241[1], r);
    }
    const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
    const [above, below, from] = r <= 5 ? [AS241[2], AS241[3], 1.6] : [AS241[4], AS241[5], 5];
    return Math.sign(q) * polynomial(above, r - from) / polynomial(below, r - from);
  };

  // log Gamma: Lanczos 1964, g = 7.
  const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
  const logGamma = x => {
    const t = x + 6.5;
    const series = LANCZOS.reduce((total, c, i) => i ? total + c / (x + i - 1) : c, 0);
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
  };

  // The upper tail of Student's t and its density: the incomplete beta function by Lentz's continued fraction.
  const beta = (a, b, x) => {
    if (x > (a + 1) / (a + b + 2)) return 1 - beta(b, a, 1 - x);
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
    let c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), fraction = d;
    for (let m = 1; m < 500; m++) {
      const steps = [m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))];
      let change = 1;
      for (const step of steps) { d = 1 / (1 + step * d); c = 1 + step / c; change = c * d; fraction *= change; }
      if (Math.abs(change - 1) < 1e-16) break;
    }
    return front * fraction;
  };
  const tTail = (t, df) => 0.5 * beta(df / 2, 0.5, df / (df + t * t));
  const tDensity = (t, df) => Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2) - (df + 1) / 2 * Math.log1p(t * t / df))
    / Math.sqrt(df * Math.PI);

  // How many standard errors an interval reaches to each side.
  const zReach = level => {
    if (!(level > 0 && level < 1)) refuse(`level: expected a share between 0 and 1, got ${level}`);
    return normal(0.5 + level / 2);
  };
  const tReach = (level, df) => {
    let t = zReach(level);  // the tail is convex, so Newton's method comes up from below
    for (let i = 0; i < 200; i++) {
      const step = (tTail(t, df) - (1 - level) / 2) / tDensity(t, df);
      t += step;
      if (Math.abs(step) < 1e-13 * t) break;
    }
    return t;
  };

  // Where a function is 0 between two ends at which its signs differ: regula falsi, Illinois, and halving when it crawls.
  const root = (f, low, high) => {
    let side = 0, fLow = f(low), fHigh = f(high);
    for (let i = 0; i < 200 && high - low > 1e-13 * (Math.abs(low) + Math.abs(high)); i++) {
      const x = i % 8 === 7 ? (low + high) / 2 : inside(low, high, (low * fHigh - high * fLow) / (fHigh - fLow));
      const fX = f(x);
      if (fX === 0) return x;
      if (fX > 0 === fLow > 0) { low = x; fLow = fX; if (side === 1) fHigh /= 2; side = 1; }
      else { high = x; fHigh = fX; if (side === -1) fLow /= 2; side = -1; }
    }
    return (low + high) / 2;
  };

  // ---------------------------------------------------------------- inverse variance, REML, Hartung-Knapp

  const LARGEST = 1e50;  // effects and variances that are weighed
  const mean = (effects, weights) => sum(effects.map((y, i) => weights[i] * y)) / sum(weights);
  const weighted = (effects, variances, tau2) => {
    const weights = variances.map(v => 1 / (v + tau2)), middle = mean(effects, weights);
    return { weights, total: sum(weights), off: effects.map(y => y - middle) };
  };
  const likelihood = (tau2, effects, variances) => {
    const { weights, total, off } = weighted(effects, variances, tau2);
    return 0.5 * (sum(weights.map(Math.log)) - Math.log(total) - sum(off.map((d, i) => weights[i] * d * d)));
  };
  const slope = (tau2, effects, variances) => {
    const { weights, total, off } = weighted(effects, variances, tau2);
    return sum(off.map((d, i) => (weights[i] * d) ** 2)) - total + sum(weights.map(w => w * w)) / total;
  };
  const between = (effects, variances) => {
    const widest = (Math.max(...effects) - Math.min(...effects)) ** 2;
    if (widest === 0) return 0;
    const steps = [0];
    for (let j = 40; j >= 0; j--) steps.push(widest * 2 ** -j);
    const slopes = steps.map(t => slope(t, effects, variances)), tops = slopes[0] <= 0 ? [0] : [];
    for (let i = 0; i + 1 < steps.length; i++)
      if (slopes[i] > 0 && slopes[i + 1] <= 0) tops.push(root(t => slope(t, effects, variances), steps[i], steps[i + 1]));
    if (!tops.length) tops.push(steps.at(-1));
    return tops.reduce((a, b) => likelihood(b, effects, variances) > likelihood(a, effects, variances) ? b : a);
  };
  const inconsistency = (q, df) => q > 0 ? 100 * Math.max(0, q - df) / q : 0;
  const inverse = (effects, variances, level) => {
    if (!effects.every((y, i) => Math.abs(y) <= LARGEST && variances[i] >= 1 / LARGEST && variances[i] <= LARGEST))
      refuse("an effect or a standard error is too large or too small to be weighed");
    const k = effects.length, tau2 = between(effects, variances);
    const weights = variances.map(v => 1 / (v + tau2)), total = sum(weights), point = mean(effects, weights);
    const common = weighted(effects, variances, 0), q = sum(common.off.map((d, i) => common.weights[i] * d * d));
    let se = Math.sqrt(1 / total), reach = zReach(level), prediction = null, method = "one study";
    if (k === 2) method = "inverse variance, REML, z interval (two studies are too few for Hartung-Knapp)";
    if (k >= 3) {
      const spread = sum(effects.map((y, i) => weights[i] * (y - point) ** 2)) / (k - 1);
      se *= Math.sqrt(Math.max(1, spread));
      reach = tReach(level, k - 1);
      const far = reach * Math.sqrt(se * se + tau2);
      prediction = [point - far, point + far];
      method = "inverse variance, REML, Hartung-Knapp interval (never narrower than the usual standard error)";
    }
    return { point, low: point - reach * se, high: point + reach * se, prediction, tau2, q,
      i2: inconsistency(q, k - 1), weights: weights.map(w => 100 * w / total), method };
  };
  const pooled = (measure, scale, effects, values, variances, level, back, n = null, events = null) => {
    const used = effects.filter(e => !e.left_out), k = used.length;
    if (!k) refuse(`no study is left to pool: ${effects[0].left_out}`);
    const fit = inverse(values, variances, level), parts = fit.weights.values();
    const ends = (one, other) => [back(one), back(other)].sort((a, b) => a - b);
    const [low, high] = k > 1 ? ends(fit.low, fit.high) : [used[0].low, used[0].high];
    const [prediction_low, prediction_high] = fit.prediction ? ends(...fit.prediction) : [null, null];
    const known = number => k > 1 ? number : null;
    return { measure, method: scale && k > 1 ? `${fit.method}, ${scale}` : fit.method, k, n, events,
      point: k > 1 ? back(fit.point) : used[0].point, low, high, prediction_low, prediction_high,
      tau2: known(fit.tau2), i2: known(fit.i2), q: known(fit.q),
      weights: effects.map(e => e.left_out ? 0 : parts.next().value), level, effects };
  };

  // ---------------------------------------------------------------- what studies print as an estimate

  const sameLength = (...columns) => {
    if (!columns[0].length || columns.some(c => c.length !== columns[0].length))
      refuse(`expected as many numbers in each, one study at least; got ${columns.map(c => c.length).join(", ")}`);
  };
  const effect = (point, low, high, left_out = "") => ({ point, low, high, left_out });
  const fromIntervals = (measure, scale, [points, lows, highs], level, to, there, back, allowed) => {
    sameLength(points, lows, highs);
    const levels = Array.isArray(level) ? level : points.map(() => level);
    sameLength(points, levels);
    points.forEach((point, i) => {
      const [low, high] = [lows[i], highs[i]];
      if (![point, low, high].every(allowed) || !(low <= point && point <= high && low < high))
        refuse(`study ${i + 1}: ${point} (${low} to ${high}) is no ${measure} inside its interval`);
    });
    const variances = points.map((_, i) => (Math.abs(there(highs[i]) - there(lows[i])) / (2 * zReach(levels[i]))) ** 2);
    const effects = points.map((point, i) => effect(point, lows[i], highs[i]));
    return pooled(measure, scale, effects, points.map(there), variances, levels.length === 1 ? levels[0] : to, back);
  };
  const same = x => x, ratio = x => Math.exp(Math.min(x, 700));
  const ratios = (points, lows, highs, level = 0.95, measure = "ratio", to = 0.95) =>
    fromIntervals(measure, "log scale", [points, lows, highs], level, to, Math.log, ratio, x => x > 0 && Number.isFinite(x));
  const rates = (points, lows, highs, level = 0.95, to = 0.95) =>
    fromIntervals("rate", "complementary log-log scale", [points, lows, highs], level, to,
      p => Math.log(-Math.log(p)), x => Math.exp(-ratio(x)), p => p > 0 && p < 1);
  const differences = (points, lows, highs, level = 0.95, to = 0.95) =>
    fromIntervals("difference", "", [points, lows, highs], level, to, same, same, Number.isFinite);
  const means = (means, standardErrors, level = 0.95) => {
    sameLength(means, standardErrors);
    means.forEach((y, i) => Number.isFinite(y) && standardErrors[i] > 0 && Number.isFinite(standardErrors[i])
      || refuse(`study ${i + 1}: expected a mean and a standard error above 0, got ${y}, SE ${standardErrors[i]}`));
    const z = zReach(level), effects = means.map((y, i) => effect(y, y - z * standardErrors[i], y + z * standardErrors[i]));
    return pooled("mean", "", effects, means, standardErrors.map(se => se * se), level, same);
  };

  // ---------------------------------------------------------------- counts

  const MOST = 1e9;  // patients of a study; nobody has counted more
  const counted = (events, totals) => {
    if (events.length !== totals.length || !totals.length)
      refuse(`expected as many counts as totals, and one at least; got ${events.length} and ${totals.length}`);
    const sound = (x, n) => Number.isInteger(x) && Number.isInteger(n) && n >= 1 && n <= MOST && x >= 0 && x <= n;
    events.forEach((x, i) => sound(x, totals[i]) || refuse(`study ${i + 1}: expected whole numbers, events from 0 to n, got ${x} of ${totals[i]}`));
  };
  const wilson = (x, n, z) => {
    const p = x / n, scale = 1 + z * z / n, middle = p + z * z / (2 * n);
    const reach = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return effect(p, x === 0 ? 0 : (middle - reach) / scale, x === n ? 1 : (middle + reach) / scale);
  };

  // ---- two arms
  const TABLES = {
    OR: [(a, b, c, d) => [Math.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d], ratio],
    RR: [(a, b, c, d) => [Math.log(a * (c + d) / (c * (a + b))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)], ratio],
    RD: [(a, b, c, d) => [0, a * b / (a + b) ** 3 + c * d / (c + d) ** 3], same],
  };
  const twoArm = (a, n1, c, n2, measure = "OR", level = 0.95) => {
    if (!Object.hasOwn(TABLES, measure)) refuse(`measure: expected one of OR, RR, RD, got ${measure}`);
    sameLength(a, n1, c, n2);
    counted(a, n1);
    counted(c, n2);
    const [effectOf, back] = TABLES[measure], z = zReach(level), values = [], variances = [];
    const effects = a.map((x, i) => {
      const cells = [x, n1[i] - x, c[i], n2[i] - c[i]];
      if (measure !== "RD" && x + c[i] === 0) return effect(null, null, null, "no event in either arm");
      if (measure !== "RD" && cells[1] + cells[3] === 0) return effect(null, null, null, "nothing but events in both arms");
      const add = cells.includes(0) ? 0.5 : 0;
      let [value, variance] = effectOf(...cells.map(cell => cell + add));
      if (measure === "RD") value = x / n1[i] - c[i] / n2[i];  // the correction is for the variance alone
      values.push(value);
      variances.push(variance);
      const reach = z * Math.sqrt(variance);
      return effect(back(value), back(value - reach), back(value + reach));
    });
    const used = a.map((_, i) => i).filter(i => !effects[i].left_out);
    const n = sum(used.map(i => n1[i] + n2[i])), events = sum(used.map(i => a[i] + c[i]));
    return pooled(measure, measure === "RD" ? "" : "log scale", effects, values, variances, level, back, n, events);
  };

  // ---- proportions: one study's likelihood and its moments, on a grid laid around its mass
  const STEPS = 48, FALL = 36, SPREADS = [1e-4, 0.1, 0.3, 0.8, 2, 5, 12.5], FLAT = 1e-8, ALIKE = 1e-7;
  const share = eta => eta > -700 ? 1 / (1 + Math.exp(-eta)) : 0;
  const softplus = eta => Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
  const summit = (mu, tau, x, n) => {
    const own = (Math.log(x / (n - x)) - mu) / tau;
    const alone = side => side * (1 + Math.max(0, (Math.log(n * tau) - side * mu) / tau));
    const far = x === 0 ? alone(-1) : x === n ? alone(1) : own;
    let low = Math.min(0, far), high = Math.max(0, far), z = 0, last = high - low;
    for (let i = 0; i < 80; i++) {
      const p = share(mu + tau * z), rise = tau * (x - n * p) - z;
      if (rise >= 0) low = z;
      if (rise <= 0) high = z;
      let step = rise / (1 + tau * tau * n * p * (1 - p));
      if (z + step < low || z + step > high || Math.abs(step) > last / 2) step = (low + high) / 2 - z;
      z += step;
      last = Math.abs(step);
      if (last < 1e-3) break;
    }
    return z;
  };
  const reachTo = (side, top, exponent, mu, tau, x, n) => {
    let far = Math.sqrt(2 * FALL) + 0.5;
    for (let i = 0; i < 80; i++) {
      const z = top + side * far, steep = side * (tau * (x - n * share(mu + tau * z)) - z);
      const shorter = (exponent(z) - exponent(top) + FALL) / steep;
      far -= shorter;
      if (Math.abs(shorter) < 0.02 * far) break;
    }
    return far;
  };
  const slopesAt = (mu, tau, events, totals) => {
    if (tau === 0) {  // the same log odds everywhere
      const p = share(mu), n = sum(totals);
      const likelihood = sum(events) * mu - n * softplus(mu);
      return { likelihood, mu: sum(events) - n * p, tau: 0, mu_mu: -n * p * (1 - p), mu_tau: 0, tau_tau: 0 };
    }
    const steps = STEPS + 16 * Math.ceil(tau), all = { likelihood: 0, mu: 0, tau: 0, mu_mu: 0, mu_tau: 0, tau_tau: 0 };
    events.forEach((x, i) => {
      const n = totals[i], exponent = z => x * (mu + tau * z) - n * softplus(mu + tau * z) - z * z / 2;
      const top = summit(mu, tau, x, n), height = exponent(top);
      const low = top - reachTo(-1, top, exponent, mu, tau, x, n), high = top + reachTo(1, top, exponent, mu, tau, x, n);
      const step = (high - low) / steps;
      let area = 0, one = 0, two = 0, three = 0, four = 0;  // moments of z given the data
      for (let j = 0; j <= steps; j++) {
        const z = low + step * j, eta = mu + tau * z;
        const over = Math.max(eta, 0) + Math.log(1 + Math.exp(-Math.abs(eta)));  // softplus, faster
        const mass = Math.exp(x * eta - n * over - z * z / 2 - height);
        const first = mass * z, second = first * z;
        area += mass; one += first; two += second; three += second * z; four += second * z * z;
      }
      one /= area; two /= area; three /= area; four /= area;
      all.likelihood += height + Math.log(area * step) - 0.5 * Math.log(2 * Math.PI);
      all.mu += one / tau;
      all.tau += (two - 1) / tau;
      all.mu_mu += (two - one * one - 1) / tau ** 2;
      all.mu_tau += (three - one * two - 2 * one) / tau ** 2;
      all.tau_tau += (four - two * two - 3 * two + 1) / tau ** 2;
    });
    return all;
  };
  const bestMu = (mu, tau, events, totals) => {
    let low = -1000, high = 1000, at = slopesAt(mu, tau, events, totals);
    for (let i = 0; i < 100; i++) {
      if (at.mu >= 0) low = mu; else high = mu;
      let moved = at.mu_mu < 0 ? mu - at.mu / at.mu_mu : (low + high) / 2;
      if (!(low <= moved && moved <= high)) moved = (low + high) / 2;
      if (Math.abs(moved - mu) < 1e-10 * (1 + Math.abs(mu))) break;
      mu = moved;
      at = slopesAt(mu, tau, events, totals);
    }
    return { mu, tau, at };
  };
  // the top between two tau: Newton's method along the ridge of the best mu, kept between the ends by halving
  const topBetween = (mu, low, high, events, totals) => {
    let found = bestMu(mu, (low + high) / 2, events, totals);
    for (let i = 0; i < 100; i++) {
      const { tau, at } = found;
      if (at.tau > 0) low = tau; else high = tau;
      const bend = at.tau_tau - at.mu_tau ** 2 / at.mu_mu;
      let step = bend < 0 ? -at.tau / bend : high - low;
      if (Math.abs(step) < 1e-10 * tau) break;
      if (!(low < tau + step && tau + step < high)) step = (low + high) / 2 - tau;
      found = bestMu(found.mu - step * at.mu_tau / at.mu_mu, tau + step, events, totals);
    }
    return found;
  };
  const likeliest = (events, totals) => {
    const p = sum(events) / sum(totals), start = Math.log(p / (1 - p));
    const found = [{ mu: start, tau: 0, at: slopesAt(start, 0, events, totals) }], profile = [];
    for (const tau of SPREADS) profile.push(bestMu(profile.length ? profile.at(-1).mu : start, tau, events, totals));
    profile.slice(0, -1).forEach(({ mu, tau, at }, i) => {
      const next = profile[i + 1];
      if (at.tau > FLAT && next.at.tau < -FLAT) found.push(topBetween(mu, tau, next.tau, events, totals));
    });
    const best = Math.max(...found.map(it => it.at.likelihood)), last = profile.at(-1).at;
    if (last.tau > 0 && last.likelihood > best + ALIKE)
      refuse("the studies are all-or-none: no finite spread between them is likeliest");
    const { mu, tau, at } = found.find(it => it.at.likelihood >= best - ALIKE);
    return { mu, tau, se: 1 / Math.sqrt((tau ? at.mu_tau ** 2 / at.tau_tau : 0) - at.mu_mu) };
  };
  const deviance = (events, totals) => {
    const p = sum(events) / sum(totals);
    const part = (count, n, expected) => count ? count * Math.log(count / (n * expected)) : 0;
    return Math.max(0, 2 * sum(events.map((x, i) => part(x, totals[i], p) + part(totals[i] - x, totals[i], 1 - p))));
  };
  const proportions = (events, totals, level = 0.95) => {
    counted(events, totals);
    const z = zReach(level), k = totals.length, n = sum(totals), x = sum(events);
    const q = k > 1 ? deviance(events, totals) : null;
    let { point, low, high } = wilson(x, n, z), method = "one study";
    let tau2 = null, prediction_low = null, prediction_high = null;
    if (k > 1 && (x === 0 || x === n)) {
      const which = x === 0 ? "no event in any study" : "nothing but events in every study";
      method = `${which}: the Wilson interval of the sum, as the model has no estimate`;
    } else if (k > 1) {
      const found = likeliest(events, totals);
      method = "logistic model with a random intercept, maximum likelihood";
      tau2 = found.tau ** 2;
      [point, low, high] = [0, -z, z].map(off => share(found.mu + off * found.se));
      if (k >= 3) {
        const far = tReach(level, k - 1) * Math.sqrt(tau2 + found.se ** 2);
        [prediction_low, prediction_high] = [share(found.mu - far), share(found.mu + far)];
      }
    }
    return { measure: "proportion", method, k, n, events: x, point, low, high, prediction_low, prediction_high, tau2,
      i2: q === null ? null : inconsistency(q, k - 1), q, weights: events.map(() => null), level,
      effects: events.map((count, i) => wilson(count, totals[i], z)) };
  };

  // ---------------------------------------------------------------- without each study in turn

  const leaveOneOut = (fit, ...columns) => columns[0].length < 2 ? [] : columns[0].map((_, i) => {
    try { return fit(...columns.map(column => column.filter((_, j) => j !== i))); } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  });

  return { proportions, ratios, rates, differences, means, twoArm, leaveOneOut, zReach, tReach };
})();
