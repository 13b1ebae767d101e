// What a waiter can do: the request it becomes, and what the page shows before the server answered.
// Judged by the server's own tables (rules.js is made from common/domain).
//
//   {kind: "lines", action: "pick_up" | "deliver", orderId, lineIds, stayId}
//   {kind: "recall", orderId, lineIds, undoes, stayId}
//   {kind: "call", action: "accept" | "done", callId}
//   {kind: "clean", roomId, stayId}

import { CALL_MOVES, LINE_MOVES, LINE_SAME, RECALL, SETTLES } from "./rules.js";

const STAMPS = { pick_up: "picked_up_at", deliver: "delivered_at" };

/** The request of `command`, given at `at` (corrected, ISO): {path, body}; the method is POST. */
export function routeOf(command, at) {
  switch (command.kind) {
    case "lines":
      return {
        path: `/v1/orders/${command.orderId}/lines/${command.action.replace("_", "-")}`,
        body: { stay_id: command.stayId, done_at: at, line_ids: command.lineIds },
      };
    case "recall":
      return {
        path: `/v1/orders/${command.orderId}/lines/recall`,
        body: {
          stay_id: command.stayId, done_at: at, line_ids: command.lineIds, undoes: command.undoes,
        },
      };
    case "call":
      return { path: `/v1/calls/${command.callId}/${command.action}`, body: {} };
    case "clean":
      return { path: `/v1/rooms/${command.roomId}/clean`, body: { stay_id: command.stayId } };
    default:
      throw new Error(`no such command: ${command.kind}`);
  }
}

/** `base` with waiting commands laid over it; unsent: row id → when it was tapped. */
export function overlay(base, pending, me) {
  const tables = { ...base };
  const unsent = new Map();
  const own = new Set();
  const draft = {
    get: (table, id) => tables[table]?.get(id),
    put: (table, row) => {
      if (!own.has(table)) {
        tables[table] = new Map(tables[table]);
        own.add(table);
      }
      tables[table].set(row.id, row);
    },
    mark: (row, id) => {
      if (row.state === "waiting" && !unsent.has(id)) unsent.set(id, row.at);
    },
  };
  for (const row of pending) LAY[row.command.kind]?.(draft, row, row.command, me);
  return { tables, unsent };
}

const LAY = {
  lines(draft, row, command) {
    for (const line of named(draft, command)) {
      if (line.last_key === row.key) continue; // the journal has it
      const to = LINE_MOVES[line.state]?.[command.action];
      const isSame = LINE_SAME.has(`${line.state} ${command.action}`);
      if (to === undefined && !isSame) continue; // refused: the server will say so
      draft.mark(row, line.id);
      if (isSame) continue;
      draft.put("lines", { ...line, state: to, last_key: row.key, [STAMPS[command.action]]: row.at });
    }
  },
  recall(draft, row, command) {
    for (const line of named(draft, command)) {
      if (line.last_key !== command.undoes) continue;
      const to = LINE_MOVES[line.state]?.[RECALL];
      if (to === undefined) continue;
      draft.mark(row, line.id);
      draft.put("lines", { ...line, state: to, last_key: row.key });
    }
  },
  call(draft, row, command, me) {
    const call = draft.get("service_calls", command.callId);
    const to = call && CALL_MOVES[call.state]?.[command.action];
    if (to === undefined) return;
    draft.mark(row, call.id);
    const whoGoes = command.action === "accept" ? { accepted_by: me.id, accepted_name: me.name } : {};
    draft.put("service_calls", { ...call, ...whoGoes, state: to });
  },
  clean(draft, row, command) {
    draft.mark(row, command.roomId); // 待确认: to clean until the server answers
  },
};

function named(draft, command) {
  return command.lineIds.map((id) => draft.get("lines", id)).filter((line) => line !== undefined);
}

/** Lines of an answered command that were refused, beyond what somebody else had done already. */
export function refusedIn(command, results) {
  if (command.kind !== "lines") return [];
  return results.filter(
    (each) => each.outcome === "refused" && !SETTLES.has(`${each.state} ${command.action}`),
  );
}
