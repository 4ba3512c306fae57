// fast-check with one seed for every run, so that a run of the tests gives again what it gave.
// NETSTEP_SEED=random draws a new one (`npm run fuzz`); NETSTEP_SEED=NUMBER is for trying one again.
import fc from 'fast-check';

const { NETSTEP_SEED: wanted = '1' } = process.env;
const seed = wanted === 'random' ? (Date.now() ^ (process.pid << 16)) | 0 : Number(wanted);
if (!Number.isInteger(seed)) throw new Error(`NETSTEP_SEED is a whole number or "random", not "${wanted}"`);
fc.configureGlobal({ seed });

export default fc;
