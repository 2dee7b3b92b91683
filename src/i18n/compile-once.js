import { compile } from '@inlang/paraglide-js';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const catalogues = join(import.meta.dirname, 'messages');
const makers = ['@inlang/paraglide-js', '@inlang/plugin-message-format'];

/**
 * Compiles the catalogues unless what lies there was made of the same texts, in the same way: it is
 * half a minute of work for two cores if types, tests and both builds each do it anew.
 * @param {import('@inlang/paraglide-js').CompilerOptions} options
 */
export async function compileOnce(options) {
	const made = join(root, options.outdir, '.made-from');
	const from = digest(options);
	if (existsSync(made) && readFileSync(made, 'utf8') === from) return;
	rmSync(made, { force: true }); // so that half of a compilation is never taken for a whole one
	await compile(options);
	writeFileSync(made, from);
}

/** @param {import('@inlang/paraglide-js').CompilerOptions} options */
function digest(options) {
	const hash = createHash('sha256').update(JSON.stringify(options));
	const files = [
		join(import.meta.dirname, 'project.inlang', 'settings.json'),
		...makers.map((name) => join(root, 'node_modules', name, 'package.json')),
		...readdirSync(catalogues, { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.json'))
			.sort()
			.map((name) => join(catalogues, name))
	];
	for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
	return hash.digest('hex');
}
