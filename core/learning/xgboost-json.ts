import { DomainError } from '@griot/kernel';
import type { Model } from './model.ts';
import type { Objective } from './objectives.ts';
import { sigmoid } from './objectives.ts';
import type { Tree } from './tree.ts';

/** XGBoost's "no parent". */
const NO_PARENT = 2147483647;
/** The margin before any tree to the last bit: `base_score` of a logistic model is a probability, which loses some. */
const BASE_MARGIN = 'base_margin';

/** A model in the JSON that XGBoost (2.1 and later) loads and saves: doc/model.schema of its repository. */
export function toXgboostJson(model: Model): string {
  const { objective, names, base, trees } = model;
  const numFeature = String(names.length);
  return textOf({
    version: [2, 1, 0],
    learner: {
      attributes: { [BASE_MARGIN]: String(base) },
      feature_names: names,
      feature_types: names.map(() => 'float'),
      gradient_booster: {
        name: 'gbtree',
        model: {
          gbtree_model_param: { num_parallel_tree: '1', num_trees: String(trees.length) },
          iteration_indptr: Array.from({ length: trees.length + 1 }, (_, n) => n),
          tree_info: trees.map(() => 0),
          trees: trees.map((tree, id) => toXgboostTree(tree, id, numFeature)),
        },
      },
      learner_model_param: {
        base_score: String(objective.kind === 'logistic' ? sigmoid(base) : base),
        boost_from_average: '1',
        ...{ num_class: '0', num_feature: numFeature, num_target: '1' },
      },
      objective: toXgboostObjective(objective),
    },
  });
}

/** JSON whose real numbers are told from whole ones, as XGBoost's reader wants them: `1` is no real number, `1E0` is. */
function textOf(value: unknown): string {
  if (value instanceof Float32Array) return `[${Array.from(value, real).join(',')}]`;
  if (ArrayBuffer.isView(value)) return `[${(value as Int32Array).join(',')}]`;
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}:${textOf(one)}`)
    .join(',')}}`;
}

/** Nine digits hold a single-precision number exactly. */
function real(value: number): string {
  const text = String(Number(value.toPrecision(9)));
  return /[.e]/.test(text) ? text : `${text}E0`;
}

function toXgboostObjective(objective: Objective): Record<string, unknown> {
  if (objective.kind === 'quantile') {
    return { name: 'reg:quantileerror', quantile_loss_param: { quantile_alpha: `[${objective.alpha}]` } };
  }
  const name = objective.kind === 'logistic' ? 'binary:logistic' : 'reg:squarederror';
  return { name, reg_loss_param: { scale_pos_weight: '1' } };
}

function toXgboostTree(tree: Tree, id: number, numFeature: string): Record<string, unknown> {
  const nodes = tree.left.length;
  const parents = new Array<number>(nodes).fill(NO_PARENT);
  for (let node = 0; node < nodes; node += 1) {
    if (tree.left[node] === -1) continue;
    parents[tree.left[node] as number] = node;
    parents[tree.right[node] as number] = node;
  }
  const zeros = new Array<number>(nodes).fill(0);
  return {
    id,
    ...{ categories: [], categories_nodes: [], categories_segments: [], categories_sizes: [], split_type: zeros },
    base_weights: tree.value,
    default_left: tree.missingLeft,
    left_children: tree.left,
    right_children: tree.right,
    loss_changes: tree.gain,
    parents,
    // A leaf's value stands where an inner node has its threshold.
    split_conditions: tree.threshold.map((threshold, node) =>
      tree.left[node] === -1 ? (tree.value[node] as number) : threshold,
    ),
    split_indices: tree.feature,
    sum_hessian: tree.cover,
    tree_param: { num_deleted: '0', num_feature: numFeature, num_nodes: String(nodes), size_leaf_vector: '1' },
  };
}

interface XgboostTree {
  left_children: number[];
  right_children: number[];
  split_indices: number[];
  split_conditions: number[];
  default_left: (number | boolean)[];
  base_weights: number[];
  sum_hessian: number[];
  loss_changes: number[];
  split_type?: number[];
}

interface XgboostFile {
  learner: {
    attributes?: Record<string, string>;
    feature_names: string[];
    gradient_booster: {
      name: string;
      model: { trees: XgboostTree[]; gbtree_model_param?: { num_parallel_tree?: string } };
    };
    learner_model_param: { base_score: string; num_feature: string; num_class?: string; num_target?: string };
    objective: { name: string; quantile_loss_param?: { quantile_alpha: string } };
  };
}

/** The other way: models of XGBoost with numeric features, one target and one of our objectives. */
export function fromXgboostJson(text: string): Model {
  let file: XgboostFile | null;
  try {
    file = JSON.parse(text) as XgboostFile | null;
  } catch {
    throw unreadable('json');
  }
  const learner = file?.learner;
  const trees = learner?.gradient_booster?.model?.trees;
  if (learner?.gradient_booster?.name !== 'gbtree' || !Array.isArray(trees)) throw unreadable('booster');
  const { base_score, num_feature, num_class, num_target } = learner.learner_model_param;
  if (Number(num_class ?? 0) > 1 || Number(num_target ?? 1) > 1) throw unreadable('targets');
  if (trees.some((tree) => tree.split_type?.some((type) => type !== 0))) throw unreadable('categories');
  const objective = objectiveOf(learner.objective);
  const names = Array.from({ length: Number(num_feature) }, (_, n) => learner.feature_names[n] ?? `f${n}`);
  const score = Math.fround(Number(base_score.replace(/[[\]]/g, '')));
  const kept = learner.attributes?.[BASE_MARGIN];
  const base = objective.kind === 'logistic' ? Math.fround(-Math.log(1 / score - 1)) : score;
  return { objective, names, base: kept === undefined ? base : Number(kept), trees: trees.map(fromXgboostTree) };
}

function objectiveOf({ name, quantile_loss_param }: XgboostFile['learner']['objective']): Objective {
  if (name === 'binary:logistic') return { kind: 'logistic' };
  if (name === 'reg:squarederror') return { kind: 'squared' };
  const alpha = Number(quantile_loss_param?.quantile_alpha.replace(/[[\]]/g, ''));
  if (name === 'reg:quantileerror' && Number.isFinite(alpha)) return { kind: 'quantile', alpha };
  throw unreadable('objective');
}

function fromXgboostTree(tree: XgboostTree): Tree {
  const leaf = (node: number) => tree.left_children[node] === -1;
  return {
    left: Int32Array.from(tree.left_children),
    right: Int32Array.from(tree.right_children),
    feature: Int32Array.from(tree.split_indices),
    threshold: Float32Array.from(tree.split_conditions, (value, node) => (leaf(node) ? 0 : value)),
    missingLeft: Uint8Array.from(tree.default_left, Number),
    value: Float32Array.from(tree.split_conditions, (value, node) =>
      leaf(node) ? value : (tree.base_weights[node] ?? 0),
    ),
    cover: Float32Array.from(tree.sum_hessian),
    gain: Float32Array.from(tree.loss_changes),
  };
}

const unreadable = (what: string): DomainError =>
  new DomainError({ code: 'learning.model_unreadable', kind: 'invalid', details: { what } });
