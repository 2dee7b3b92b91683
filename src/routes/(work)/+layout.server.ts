import { redirect } from '@sveltejs/kit';
import type { MunicipalPictures } from '#lib/model/municipal-picture.ts';
import { actorKey, type Area } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';
import { caseName } from '#lib/parts/case-name.ts';
import { picturesChanged } from '#lib/parts/pictures-changed.ts';
import type { LayoutServerLoad } from './$types';
import type { Menu } from './menu.ts';

/** Boards in the menu; the rest are under Sager. */
const mostBoards = 6;

/** Everybody who works here is signed in; the menu holds what is theirs. */
export const load: LayoutServerLoad = async ({
	locals,
	url,
	depends
}): Promise<Menu & { pictures: MunicipalPictures }> => {
	const { actor, app } = locals;
	depends(picturesChanged);
	if (actor.kind !== 'person') {
		redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
	}
	const [profile, mine, meetings, toRead, pictures] = await Promise.all([
		app.people.profile(actor.id),
		app.cases.mine(actor),
		app.cases.countMeetings(actor),
		app.learning.toRead(actor),
		app.municipalPictures.shown()
	]);
	return {
		me: {
			key: actorKey(actor),
			name: actor.name,
			title: [profile?.title, shortArea(actor.duties.area)].filter(Boolean).join(' · '),
			side: actor.duties.area ?? 'authority',
			duties: actor.duties
		},
		counts: { cases: mine.length, meetings },
		toRead,
		pictures,
		boards: mine.slice(0, mostBoards).map((of) => ({ id: of.id, label: caseName(of) }))
	};
};

function shortArea(area: Area | null): string | null {
	if (area === 'substanceTreatment') return m.common_area_short_substance_treatment();
	if (area === 'socialSupport') return m.common_area_short_social_support();
	return null;
}
