// A placeholder for the program: it has the shape the build expects and answers that there is nothing to run yet.
process.stderr.write('netstep: the program itself is not written yet.\n');
process.exitCode = 1;
