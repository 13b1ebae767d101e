// How a phone's tables follow the journal: common/domain/projection.py, row for row.
// Tables are replaced, never changed in place: who holds yesterday's keeps yesterday's.

/** Tables from a snapshot's lists. */
export function tablesOf(lists) {
  const tables = {};
  for (const [name, rows] of Object.entries(lists ?? {})) {
    tables[name] = new Map(rows.map((row) => [row.id, row]));
  }
  return tables;
}

/**
 * The tables after `change` ({put, drop}), and what it touched: [table, id, row or undefined].
 * A put older than or as old as what is there changes nothing.
 */
export function applied(tables, change) {
  const after = { ...tables };
  const own = new Set();
  const table = (name) => {
    if (!own.has(name)) {
      after[name] = new Map(after[name]);
      own.add(name);
    }
    return after[name];
  };
  const touched = [];
  for (const [name, rows] of Object.entries(change.put ?? {})) {
    for (const row of rows) {
      const held = table(name).get(row.id);
      if (held === undefined || held.version < row.version) table(name).set(row.id, row);
      touched.push([name, row.id]);
    }
  }
  for (const [name, ids] of Object.entries(change.drop ?? {})) {
    for (const id of ids) {
      table(name).delete(id);
      touched.push([name, id]);
    }
  }
  return { tables: after, touched: touched.map(([name, id]) => [name, id, after[name].get(id)]) };
}
