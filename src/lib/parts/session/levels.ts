import type { Step } from '#lib/model/template.ts';
import { m } from '#lib/paraglide/messages.js';

export interface Level {
	value: number;
	text: string;
	pictogram: string;
}

/** The pictures a level is answered in. No numbers are shown: it is not measured. */
export function levelsOf(scale: NonNullable<Step['scale']>): Level[] {
	switch (scale) {
		case 'faces':
			return [
				{ value: 1, text: m.citizen_session_level_faces_1(), pictogram: 'skidt' },
				{ value: 2, text: m.citizen_session_level_faces_2(), pictogram: 'midt' },
				{ value: 3, text: m.citizen_session_level_faces_3(), pictogram: 'godt' },
				{ value: 4, text: m.citizen_session_level_faces_4(), pictogram: 'meget-godt' }
			];
		case 'often':
			return [
				m.citizen_session_level_often_1(),
				m.citizen_session_level_often_2(),
				m.citizen_session_level_often_3(),
				m.citizen_session_level_often_4(),
				m.citizen_session_level_often_5()
			].map((text, index) => ({
				value: index + 1,
				text,
				pictogram: 'uge'
			}));
		case 'stairs':
			return [
				m.citizen_session_level_stairs_1(),
				m.citizen_session_level_stairs_2(),
				m.citizen_session_level_stairs_3(),
				m.citizen_session_level_stairs_4(),
				m.citizen_session_level_stairs_5()
			].map((text, index) => ({ value: index + 1, text, pictogram: '' }));
	}
}
