import { compileContext } from './build-context.ts';
import type { SessionPool } from './build-session.ts';
import type { BuildContext } from './node-work.ts';

/** The project's `on-run-start` or `on-run-end`, all in one transaction. */
export async function runProjectHooks(
  context: BuildContext,
  pool: SessionPool,
  when: 'on-run-start' | 'on-run-end',
): Promise<void> {
  const { project, compiler } = context;
  const hooks = when === 'on-run-start' ? project.onRunStart : project.onRunEnd;
  if (hooks.length === 0) return;
  await pool.use(async (session) => {
    const statements = await compiler.compileHooks(project, when, compileContext(context, session, { nodeId: null }));
    if (statements.length === 0) return;
    await session.transaction(async () => ({ result: null, statements }));
  });
}
