/** `exceptions`: a macro's own errors and warnings. Documented at docs.getdbt.com, "exceptions". */
import { repr, str } from '../jinja/text.ts';
import { Callable, HostObject, TemplateError, type Value } from '../jinja/values.ts';

const RAISING = [
  'raise_compiler_error',
  'raise_not_implemented',
  'raise_database_error',
  'raise_parsing_error',
  'raise_invalid_property_yml_version',
  'missing_config',
  'missing_materialization',
  'missing_relation',
  'raise_ambiguous_alias',
  'raise_ambiguous_catalog_match',
  'raise_cache_inconsistent',
  'raise_dataclass_not_dict',
  'raise_dependency_error',
  'raise_duplicate_macro_name',
  'raise_duplicate_resource_name',
  'raise_fail_fast_error',
  'raise_contract_error',
  'column_type_missing',
];

export class Exceptions extends HostObject {
  readonly #warn: (message: string) => void;

  constructor(warn: (message: string) => void) {
    super();
    this.#warn = warn;
  }

  override attr(name: string): Value | undefined {
    if (name === 'warn') {
      return new Callable(name, ([message]) => {
        this.#warn(str(message ?? ''));
        return '';
      });
    }
    if (!RAISING.includes(name)) return undefined;
    return new Callable(name, (args) => {
      const [message] = args;
      throw new TemplateError(
        typeof message === 'string' ? message : `${name}: ${args.map((arg) => repr(arg)).join(', ')}`,
      );
    });
  }

  override str(): string {
    return '<exceptions>';
  }
}
