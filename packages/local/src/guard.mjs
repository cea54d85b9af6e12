// Runs a program (the arguments) and ends it when whoever started this is gone, also if that was killed hard: its
// end of our standard input closes then. Plain JavaScript, so that it starts without stripping types.
import { spawn } from 'node:child_process';

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const end = () => child.kill('SIGKILL');

process.stdin.resume();
process.stdin.on('end', end);
process.stdin.on('error', end);
process.on('SIGTERM', end);
// Ctrl-C in the terminal reaches the whole process group; an orderly stop closes our input instead.
process.on('SIGINT', () => undefined);
child.on('error', () => process.exit(127));
child.on('exit', (code) => process.exit(code ?? 1));
