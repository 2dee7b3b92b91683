// `npm run demo`: from a fresh clone to a running Samtavle with an invented municipality.
import { spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { build, install, root } from './steps.js';

const options = process.argv.slice(2);
const unknown = options.filter((option) => !['--fresh', '--lan', '--help'].includes(option));
if (unknown.length > 0 || options.includes('--help')) {
	console.log(`npm run demo              start Samtavle with invented data on http://localhost:3000
npm run demo -- --fresh   begin with an empty database
npm run demo -- --lan     serve on the network, so that a phone can scan the QR code

Environment: PORT, DATA_DIR, DATABASE_URL (else a Postgres of its own in ./data)`);
	process.exit(unknown.length > 0 ? 2 : 0);
}

await install();
await build();

/** The first address that others on the network can reach. */
function lanAddress() {
	const all = Object.values(networkInterfaces()).flat();
	return all.find((found) => found && found.family === 'IPv4' && !found.internal)?.address;
}

const port = process.env.PORT ?? '3000';
const lan = options.includes('--lan') ? lanAddress() : undefined;
if (options.includes('--lan') && !lan) {
	console.error('This machine has no network address that others could reach.');
	process.exit(1);
}
const address = `http://${lan ?? 'localhost'}:${port}`;

const server = spawn(process.execPath, [join(root, 'build', 'main.js')], {
	cwd: root,
	stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	env: {
		...process.env,
		SAMTAVLE_MODE: 'demo',
		SAMTAVLE_LOG: 'warn',
		SAMTAVLE_FRESH: options.includes('--fresh') ? '1' : '',
		PORT: port,
		...(lan ? { HOST: '0.0.0.0', ORIGIN: address } : { ORIGIN: process.env.ORIGIN ?? address })
	}
});

server.on('message', () => {
	console.log(`
Samtavle is running:  ${address}

Sign in as                       (password of all: samtavle-demo)
  rusmiddel@samtavle.example     Signe Aarup, coordinator of case 26-0143
  social@samtavle.example        Karim Bendtsen, coordinator of case 26-0143
  behandler@  stoette@  myndighed@   the others on that case
  rusmiddel2@ social2@           a pair with other cases
  koordinator@  leder@  admin@   coordination, management, administration

Shared screen: ${address}/screen      A seat in the room: ${address}/join
Stop with Ctrl-C.
`);
});

// Ctrl-C reaches the server as well; this process waits until it has stopped its database.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
	process.on(signal, () => server.kill(signal));
}
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
