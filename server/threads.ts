import { build, type Plugin } from 'vite';

const suffix = '?thread';

/**
 * A module imported as `./name.ts?thread` is its own text with everything it needs, to be run on a
 * thread. Built, served and tested alike: a thread finds neither our TypeScript nor our bundles.
 */
export function threads(): Plugin {
	return {
		name: 'samtavle:threads',
		async load(id) {
			if (!id.endsWith(suffix)) return null;
			const built = await build({
				configFile: false,
				logLevel: 'silent',
				ssr: { noExternal: true },
				// Its text stays in memory for as long as the server runs.
				build: { ssr: id.slice(0, -suffix.length), write: false, target: 'node20', minify: true }
			});
			if (!('output' in built)) throw new Error(`${id} was not bundled`);
			return `export default ${JSON.stringify(built.output[0].code)};`;
		}
	};
}
