import { parseArgs } from 'node:util';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#server/config.ts';
import { startCluster } from '#server/db/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import { openDatabase } from '#server/db/open.ts';
import { backUp, restore } from './backup.ts';
import { checkPacks } from './check-packs.ts';
import { createAdministrator } from './create-administrator.ts';
import { exportCase } from './export-case.ts';
import { seedLoad } from './seed-load.ts';
import { Mistake, type Tools } from './tool.ts';
import { checkAudit } from './verify-audit.ts';

interface Command {
	usage: string;
	help: string;
	options?: Record<string, { type: 'string' }>;
	run(tools: Tools, values: Record<string, string | undefined>, rest: string[]): Promise<void>;
}

const commands: Record<string, Command> = {
	'create-administrator': {
		usage: 'create-administrator <email> <name>',
		help: 'Makes an account that may make others, and prints a one-time link to choose a password.',
		run: async (tools, _values, [email, name]) => {
			await createAdministrator(tools, email, name);
			if (process.env.ORIGIN) return;
			tools.say('ORIGIN is not set here: put the address that browsers use before /password.');
		}
	},
	'check-packs': {
		usage: 'check-packs',
		help: 'Læser kommunens egne pakker (packs/, packs/local/ og packs/learning/ i datamappen) og siger, hvad der er galt: fil, linje og sted.',
		run: ({ dataDir, say }) => checkPacks(dataDir, say)
	},
	migrate: {
		usage: 'migrate',
		help: 'Brings the database to the newest schema. The server does so itself when it starts.',
		// Every command migrates first; this one does nothing else.
		run: async ({ say }) => say('The database has the newest schema.')
	},
	seed: {
		usage: 'seed --cases N --people M',
		help: 'Adds invented cases and people for load tests. Refuses where there are people already, unless they are invented.',
		options: { cases: { type: 'string' }, people: { type: 'string' } },
		run: (tools, values) => seedLoad(tools, wholeNumber(values.cases), wholeNumber(values.people))
	},
	'export-case': {
		usage: 'export-case <number> <file>',
		help: 'Writes everything about one case to a JSON file. Leaves an audit row.',
		run: (tools, _values, [number, file]) => exportCase(tools, number, file)
	},
	'verify-audit': {
		usage: 'verify-audit [--head <place>:<hash>]',
		help: 'Says whether the audit log is as it was written, and names each row that is not. Prints a head to keep outside the database.',
		options: { head: { type: 'string' } },
		run: (tools, values) => checkAudit(tools, values.head)
	},
	backup: {
		usage: 'backup <file>',
		help: 'Writes the whole database, as it is at one moment, to a gzipped file while the server runs.',
		run: (tools, _values, [file]) => backUp(tools, file)
	},
	restore: {
		usage: 'restore <file>',
		help: 'Fills an empty database from such a file, and checks every table against it.',
		run: (tools, _values, [file]) => restore(tools, file)
	}
};

function wholeNumber(text: string | undefined): number {
	if (!/^\d{1,6}$/.test(text ?? ''))
		throw new Mistake('Give whole numbers: --cases 100 --people 20.');
	return Number(text);
}

function help(): string {
	const lines = Object.values(commands).map(({ usage, help }) => `  ${usage}\n      ${help}`);
	return `npm run operate -- <command>\n\n${lines.join('\n')}\n
The database is the one in DATABASE_URL, else the embedded one in DATA_DIR (./data).`;
}

async function main(): Promise<void> {
	const root = dirname(dirname(fileURLToPath(import.meta.url)));
	const [name = 'help', ...given] = process.argv.slice(2);
	const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (!command && !['help', '--help'].includes(name))
		console.error(`There is no command ${name}.\n`);
	if (!command || given.includes('--help')) {
		console.log(command ? `${command.usage}\n${command.help}` : help());
		process.exitCode = command || ['help', '--help'].includes(name) ? 0 : 2;
		return;
	}
	const { values, positionals } = parseArgs({
		args: given,
		options: command.options ?? {},
		allowPositionals: true
	});

	// An operator at the machine is no browser: the origin matters only for the links we print.
	const mode = process.env.ORIGIN ? {} : { SAMTAVLE_MODE: 'demo' };
	const read = readConfig({ ...process.env, ...mode }, root);
	if (!read.ok) throw new Mistake(read.faults.join('\n'));
	const { config } = read;
	const cluster =
		config.databaseUrl === null ? await startCluster({ dir: config.dataDir, share: true }) : null;
	const url = config.databaseUrl ?? cluster?.url('postgres') ?? '';
	const database = openDatabase(url);
	try {
		await migrate(url, root);
		const say = (line: string) => console.log(line);
		await command.run(
			{ ...database, origin: config.origin, dataDir: config.dataDir, say },
			values,
			positionals
		);
	} finally {
		await database.close();
		await cluster?.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
