// The version, as package.json has it (a test compares them).
export const VERSION = '0.1.0';
export const REPORT_URL = 'https://github.com/netstep/netstep/issues';
