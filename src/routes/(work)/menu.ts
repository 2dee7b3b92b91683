import CalendarDays from '@lucide/icons/icons/calendar-days';
import ChartColumn from '@lucide/icons/icons/chart-column';
import ChartNoAxesColumn from '@lucide/icons/icons/chart-no-axes-column';
import House from '@lucide/icons/icons/house';
import Images from '@lucide/icons/icons/images';
import LayoutDashboard from '@lucide/icons/icons/layout-dashboard';
import Library from '@lucide/icons/icons/library';
import MessagesSquare from '@lucide/icons/icons/messages-square';
import UsersRound from '@lucide/icons/icons/users-round';
import { m } from '#lib/paraglide/messages.js';
import type { IconShape } from '#lib/ui/Icon.svelte';

export interface Place {
	href: string;
	label: string;
	icon: IconShape;
	count?: number;
}

export interface Menu {
	me: {
		/** Actor key. */
		key: string;
		name: string;
		title: string;
		side: 'substanceTreatment' | 'socialSupport' | 'authority' | 'citizen';
		duties: { area: string | null; manager: boolean; administrator: boolean };
	};
	counts: { cases: number; meetings: number };
	/** For who comes to sparring, and so to what was learned there: how many notes wait to be read. */
	toRead: number | null;
	boards: { id: string; label: string }[];
}

/** The menu holds what this person can go to, and nothing else. */
export function placesFor({ me, counts, toRead }: Menu): Place[] {
	const places: Place[] = [{ href: '/', label: m.common_menu_overview(), icon: House }];
	if (me.duties.area !== null || (!me.duties.manager && !me.duties.administrator)) {
		places.push(
			{ href: '/cases', label: m.common_menu_cases(), icon: LayoutDashboard, count: counts.cases },
			{
				href: '/meetings',
				label: m.common_menu_meetings(),
				icon: CalendarDays,
				count: counts.meetings
			}
		);
	}
	if (toRead !== null) {
		places.push(
			{ href: '/sparring', label: m.sparring_menu(), icon: MessagesSquare },
			{ href: '/learning', label: m.learning_menu(), icon: Library, count: toRead }
		);
	}
	if (me.duties.manager) {
		places.push({ href: '/leadership', label: m.common_menu_leadership(), icon: ChartColumn });
	}
	if (me.duties.manager || me.duties.administrator) {
		places.push({
			href: '/sparring/numbers',
			label: m.sparring_menu_numbers(),
			icon: ChartNoAxesColumn
		});
	}
	if (me.duties.administrator) {
		places.push(
			{ href: '/admin/accounts', label: m.common_menu_accounts(), icon: UsersRound },
			{ href: '/admin/pictures', label: m.common_menu_pictures(), icon: Images }
		);
	}
	return places;
}

/** How many places have a tab on a phone; beside them is the tab to one's own page. */
const tabs = 3;

export function tabsFor(menu: Menu): Place[] {
	return placesFor(menu).slice(0, tabs);
}

/** What a phone has no tab for: it is listed on one's own page there. */
export function besidesTabs(menu: Menu): Place[] {
	return placesFor(menu).slice(tabs);
}

/** Whether a place of the menu is where one is; a page below counts as its place. */
export function isHere(place: string, path: string): boolean {
	return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);
}
