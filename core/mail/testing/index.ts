export { type OpenedMail, type PostOffice, postOffice } from './post-office.ts';
