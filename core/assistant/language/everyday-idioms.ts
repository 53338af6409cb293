/** Everyday turns of those who run a business, as plainer words; written like those of `idiom-list`. */
export const EVERYDAY_IDIOMS = `
`;
