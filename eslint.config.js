import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Who may import whom. Each entry: the files, what they must not import, and what to do instead.
 * @type {{ files: string[], ban: string[], instead: string }[]}
 */
const borders = [
	{
		files: ['src/lib/model/**'],
		ban: ['yjs', 'svelte', 'svelte/*', 'node:*', '$app/*', '#server/*', '#lib/!(model)/**'],
		instead: 'model is plain TypeScript: valibot and itself.'
	},
	{
		files: ['src/lib/wire/**'],
		ban: ['*', '!./*'],
		instead: 'wire imports nothing.'
	},
	{
		files: ['src/lib/board/**'],
		ban: ['svelte', 'svelte/*', 'node:*', '#server/*', '#lib/!(board|model)/**'],
		instead: 'board imports yjs and model.'
	},
	{
		files: ['src/lib/live/**'],
		ban: ['#server/*', '#lib/ui/*', '#lib/parts/*', '#lib/paraglide/*'],
		instead: 'live imports board, wire and model; texts and looks belong to parts.'
	},
	{
		files: ['src/lib/ui/**'],
		ban: ['yjs', '#server/*', '#lib/!(ui)/**'],
		instead: 'ui knows no domain word: texts and values come as props.'
	},
	{
		files: ['src/lib/parts/**'],
		ban: ['yjs', '#server/**', '!#server/**/*.ts'],
		instead: 'parts read through live and model.'
	},
	{
		files: ['src/routes/**/*.svelte'],
		ban: ['yjs', '#server/*'],
		instead: 'pages get data from load and from live.'
	},
	{
		files: ['server/sync/**'],
		ban: [
			'drizzle-orm',
			'postgres',
			'svelte',
			'@sveltejs/*',
			'#lib/!(wire)/**',
			'#server/!(log.ts)'
		],
		instead: 'the realtime core knows bytes, documents by id and sessions.'
	}
];

/**
 * @param {string[]} group
 * @param {string} message
 * @returns {import('eslint').Linter.RulesRecord}
 */
function noImportOf(group, message) {
	return { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] };
}

export default ts.config(
	{
		ignores: ['build/', '.svelte-kit/', 'data/', 'src/lib/paraglide/', 'drizzle/']
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-console': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/no-extraneous-class': 'off',
			'@typescript-eslint/no-invalid-void-type': 'off',
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/no-at-html-tags': 'error',
			'no-restricted-syntax': [
				'error',
				{
					selector: "MemberExpression[property.name='innerHTML']",
					message: 'Every peer is an untrusted author: let Svelte write the text.'
				}
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		},
		// State read through Yjs is made reactive by subscribers, not by these collections.
		rules: { 'svelte/prefer-svelte-reactivity': 'off' }
	},
	{
		files: ['src/**'],
		ignores: ['src/hooks.server.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['#server/*', '#server/**'],
							allowTypeImports: true,
							message: 'Use locals.app, and `import type`: a value import makes a second server.'
						},
						{ group: ['../../*'], message: 'Use #lib/… across folders.' }
					]
				}
			]
		}
	},
	...borders.map(({ files, ban, instead }) => ({
		files,
		ignores: ['**/*.test.ts'],
		rules: noImportOf(ban, instead)
	})),
	{
		files: [
			'server/main.ts',
			'server/log.ts',
			'server/tools/**',
			'src/hooks.client.ts',
			'tests/**',
			'*.config.*'
		],
		rules: { 'no-console': 'off' }
	}
);
