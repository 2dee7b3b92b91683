import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: true,
		warningFilter: () => true
	},
	kit: {
		adapter: adapter({ out: 'build', precompress: true }),
		// A browser is not sent the list of every page: a seat should not have to load it.
		router: { resolution: 'server' },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				// Kit's route announcer and bits-ui's floating parts set style attributes.
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'blob:', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				'base-uri': ['none'],
				'form-action': ['self'],
				// The meeting shows what the shared screen shows in a frame. Nobody else may frame us.
				'frame-src': ['self'],
				'frame-ancestors': ['self'],
				'object-src': ['none']
			}
		},
		typescript: {
			config: (config) => {
				config.include = [
					...config.include,
					'../server/**/*.ts',
					'../tests/**/*.ts',
					'../*.config.ts',
					'../*.config.js'
				];
			}
		}
	}
};
