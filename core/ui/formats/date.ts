/** Days and instants as people write them; the server writes them the same way (documents, mails). */
export { formatAgo, formatDay, formatDuration, formatInstant, formatMonth, formatTime } from '@griot/kernel';
