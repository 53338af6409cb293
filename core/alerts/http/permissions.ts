export const READ = 'core.alerts.read';
export const MANAGE = 'core.alerts.manage';
