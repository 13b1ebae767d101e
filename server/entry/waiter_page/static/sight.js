// What a waiter looks at, from the tables: dishes at the pass, dishes on their way, guests who call,
// rooms to clean. Pure: tables and the time in, lists out.

export const LONG_MS = 180_000; // nobody came for three minutes: loud, as at the desk
const AT_PASS = new Set(["ready", "notified"]);

/** now: ms of the corrected clock. */
export function sightOf({ tables, unsent }, now) {
  const lines = grouped(tables.lines, (line) => line.order_id);
  const orders = rows(tables.orders).filter((order) => lines.has(order.id));
  const about = (order, kept) => ({
    orderId: order.id,
    stayId: order.stay_id,
    place: order.hand_tag ?? order.room_name ?? "",
    isTag: order.hand_tag !== null,
    number: order.number,
    note: order.note,
    lines: kept,
    unsent: kept.some((line) => unsent.has(line.id)),
  });
  return {
    collect: orders
      .map((order) => collected(about(order, linesIn(lines, order, (line) => AT_PASS.has(line.state))), now))
      .filter((card) => card.lines.length > 0)
      .sort((a, b) => b.isCalled - a.isCalled || a.since - b.since),
    onWay: orders
      .map((order) => about(order, linesIn(lines, order, (line) => line.state === "picked_up")))
      .filter((card) => card.lines.length > 0)
      .map((card) => ({ ...card, since: earliest(card.lines, (line) => line.picked_up_at) }))
      .sort((a, b) => a.since - b.since),
    calls: rows(tables.service_calls)
      .filter((call) => call.state === "open" || call.state === "accepted")
      .map((call) => called(call, tables, unsent, now))
      .sort((a, b) => a.isAccepted - b.isAccepted || a.since - b.since),
    rooms: rows(tables.rooms)
      .filter((room) => room.state === "to_clean")
      .map((room) => left(room, tables, lines, unsent))
      .sort((a, b) => a.since - b.since),
    messages: rows(tables.announcements)
      .filter((row) => !OWN_CARD.has(row.event))
      .sort((a, b) => b.due_at.localeCompare(a.due_at)),
    shop: rows(tables.shops)[0] ?? null,
  };
}

/** Announcements that stand on the page as cards already. */
const OWN_CARD = new Set(["line.notified", "pad.called"]);

function collected(card, now) {
  const called = card.lines.filter((line) => line.state === "notified");
  const since = called.length > 0
    ? earliest(called, (line) => line.notified_at)
    : earliest(card.lines, (line) => line.ready_at ?? line.placed_at);
  return {
    ...card,
    since,
    isCalled: called.length > 0,
    calls: Math.max(0, ...card.lines.map((line) => line.notify_count)),
    isLong: called.length > 0 && now - since >= LONG_MS,
  };
}

function called(call, tables, unsent, now) {
  const stay = tables.stays?.get(call.stay_id);
  const tag = call.hand_tag ?? stay?.hand_tags?.[0] ?? "";
  const since = Date.parse(call.called_at);
  const isAccepted = call.state === "accepted";
  return {
    id: call.id,
    place: call.room_name ?? tag,
    isTag: call.room_name === null,
    text: call.text,
    since,
    isAccepted,
    by: call.accepted_by,
    byName: call.accepted_name ?? "",
    isLong: !isAccepted && now - since >= LONG_MS,
    unsent: unsent.has(call.id),
  };
}

function left(room, tables, lines, unsent) {
  const stays = rows(tables.stays).filter((stay) => stay.room_id === room.id && stay.state === "open");
  const open = rows(tables.orders)
    .filter((order) => stays.some((stay) => stay.id === order.stay_id))
    .flatMap((order) => lines.get(order.id) ?? [])
    .filter((line) => line.state !== "delivered" && line.state !== "cancelled");
  return {
    id: room.id,
    stayId: stays.length === 1 ? stays[0].id : null,
    place: room.name,
    floor: room.floor,
    since: Date.parse(room.state_since),
    dishes: open,
    unsent: unsent.has(room.id),
  };
}

const rows = (table) => [...(table?.values() ?? [])];
const earliest = (lines, at) => Math.min(...lines.map((line) => Date.parse(at(line) ?? line.placed_at)));

function linesIn(lines, order, wanted) {
  return lines.get(order.id).filter(wanted).sort((a, b) => a.sequence - b.sequence);
}

function grouped(table, by) {
  const groups = new Map();
  for (const row of rows(table)) {
    const key = by(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return groups;
}
