import Compass from '@lucide/icons/icons/compass';
import HouseHeart from '@lucide/icons/icons/house-heart';
import Landmark from '@lucide/icons/icons/landmark';
import MessageCircleHeart from '@lucide/icons/icons/message-circle-heart';
import type { Side } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';
import type { IconShape } from '#lib/ui/Icon.svelte';

/** The icon of a side; always beside its name and in its colour. */
export const sideIcon: Record<Side, IconShape> = {
	substanceTreatment: Compass,
	socialSupport: HouseHeart,
	citizen: MessageCircleHeart,
	authority: Landmark
};

/** "Rusmiddelbehandling". */
export function sideName(side: Side): string {
	return {
		substanceTreatment: m.common_side_substance_treatment,
		socialSupport: m.common_side_social_support,
		citizen: m.common_side_citizen,
		authority: m.common_side_authority
	}[side]();
}
