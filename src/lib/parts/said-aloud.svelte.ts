/** What is said of the saved state: nothing, most of the time. */
export type Said = 'nothing' | 'saved' | 'trouble';

/**
 * What a screen reader is told of the saved state: trouble when it comes, and "saved" once when it is
 * over. Never "saved" before it is so, and nothing each few seconds, which would talk over whoever
 * writes. `state` is read in an effect, so this belongs in a component's script.
 */
export function saidAloud(state: () => 'saved' | 'saving' | 'trouble'): { readonly now: Said } {
	let now = $state<Said>('nothing');
	let wasTrouble = false;
	$effect.pre(() => {
		const at = state();
		if (at === 'trouble') now = at;
		else now = at === 'saved' && wasTrouble ? 'saved' : 'nothing';
		if (at !== 'saving') wasTrouble = at === 'trouble';
	});
	return {
		get now() {
			return now;
		}
	};
}
