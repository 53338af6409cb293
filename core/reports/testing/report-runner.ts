import { serveTasks } from '@griot/flows';
import { platformOfTest } from './killed-process.ts';

const { platform, flows } = await platformOfTest();
serveTasks({ store: platform.store, flows });
