import type { LoginFacts, RoleFacts } from '../../store/inspect/roles.ts';
import { entered } from '../../store/roles.ts';
import { type Finding, findings } from './finding.ts';

/** Row level security binds only who is neither superuser nor allowed to bypass it, and owns nothing it could loosen. */
export const roleFindings = (login: LoginFacts, known: readonly RoleFacts[], sql: string): readonly Finding[] => [
  entering(login, sql),
  power(login),
  ...known.map(tenantRole),
];

function entering({ name, cannotEnter }: LoginFacts, sql: string): Finding {
  const { ok, problem } = findings('login');
  if (cannotEnter === null) return ok(`${name} can enter ${entered.join(' and ')}`);
  return problem(
    `${name} cannot enter ${entered.join(' and ')}: ${cannotEnter}`,
    `run: fairlead migrate. Where the owner may not create roles, run before it, as an administrator of the database:\n${sql}`,
  );
}

function power({ name, superuser, bypassesRls }: LoginFacts): Finding {
  const { ok, warning } = findings('login rights');
  if (!superuser && !bypassesRls) return ok(`${name} is bound by row level security`);
  const what = superuser ? 'is a superuser' : 'bypasses row level security';
  return warning(
    `${name} ${what}`,
    'let the server log in as a role of its own that owns nothing (docs/self-hosting.md)',
  );
}

function tenantRole({ name, superuser, bypassesRls, canLogIn, owned }: RoleFacts): Finding {
  const { ok, problem } = findings(name);
  if (superuser) return problem('is a superuser', `alter role ${name} nosuperuser`);
  if (bypassesRls) return problem('bypasses row level security', `alter role ${name} nobypassrls`);
  if (canLogIn) return problem('can log in', `alter role ${name} nologin`);
  if (name === 'fairlead_app' && owned > 0) {
    return problem(
      `owns ${owned} objects, and so could change what it may see`,
      'reassign owned by fairlead_app to <owner>',
    );
  }
  return ok(name === 'fairlead_app' ? 'owns nothing, bound by row level security' : 'bound by row level security');
}
