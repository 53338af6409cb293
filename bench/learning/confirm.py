"""Has XGBoost read our models, confirm what they say, and train beside them. Called by main.ts."""
import json
import sys
import time
import numpy as np
import xgboost as xgb

folder, features = sys.argv[1], int(sys.argv[2])
read = lambda name, kind: np.fromfile(f"{folder}/{name}", dtype=kind)
x = {part: read(f"{part}.x", np.float32).reshape(-1, features) for part in ("train", "test")}
names = [f"f{n}" for n in range(features)]
matrix = lambda part, target: xgb.DMatrix(x[part], label=read(f"{part}.{target}", np.float64), feature_names=names, nthread=1)
OBJECTIVES = {
    "logistic": ("event", {"objective": "binary:logistic"}),
    "squared": ("amount", {"objective": "reg:squarederror"}),
    "quantile": ("amount", {"objective": "reg:quantileerror", "quantile_alpha": 0.9}),
}


def average_precision(said, y):
    order = np.argsort(-said, kind="stable")
    hit = y[order]
    precision = np.cumsum(hit) / np.arange(1, len(hit) + 1)
    return float((precision * hit).sum() / hit.sum())


ok = True
for name, (target, objective) in OBJECTIVES.items():
    test = matrix("test", target)
    ours = xgb.Booster(params={"nthread": 1}, model_file=f"{folder}/{name}.json")
    said, expected = ours.predict(test), read(f"{name}.said", np.float64)
    single = np.abs(said - expected).max()
    # XGBoost adds leaves in single precision; what counts is that it comes to the same leaves: their sum in double precision.
    raw = json.load(open(f"{folder}/{name}.json"))["learner"]
    values = [np.asarray(tree["split_conditions"], np.float32) for tree in raw["gradient_booster"]["model"]["trees"]]
    leaves = ours.predict(test, pred_leaf=True).astype(int)
    margin = float(raw["attributes"]["base_margin"]) + sum(values[n][leaves[:, n]].astype(np.float64) for n in range(len(values)))
    off = np.abs((1 / (1 + np.exp(-margin)) if name == "logistic" else margin) - expected)
    parts = ours.predict(xgb.DMatrix(x["test"][:200], feature_names=names), pred_contribs=True)
    own = read(f"{name}.contributions", np.float64).reshape(200, features + 1)
    apart = np.abs(parts - own) / np.maximum(1, np.abs(own))
    ok = ok and off.max() < 1e-6 and apart.max() < 1e-5
    print(f"XGBoost {xgb.__version__} reads our {name} model: predictions differ by at most {off.max():.1e} (summed in single precision, as it does: {single:.1e}), contributions by {apart.max():.1e}")
    train = matrix("train", target)
    began = time.process_time()
    theirs = xgb.train({"tree_method": "hist", "max_depth": 6, "eta": 0.1, "nthread": 1, "max_bin": 255, **objective}, train, 200)
    used = time.process_time() - began
    said = theirs.predict(test)
    y = read(f"test.{target}", np.float64)
    if name == "logistic":
        quality = f"PR-AUC {average_precision(said, y):.4f}"
        theirs.save_model(f"{folder}/theirs.json")
        said.astype(np.float32).tofile(f"{folder}/theirs.said")
    elif name == "squared":
        quality = f"RMSE {np.sqrt(((said - y) ** 2).mean()):.4f}"
    else:
        quality = f"{100 * (y <= said).mean():.1f} % below the 0.9 quantile"
    print(f"XGBoost's own {name}: {quality}; {used:.2f} s of CPU")
sys.exit(0 if ok else 1)
