// All rows, in the order of the table.
import writers from './writers.mjs';
import area from './area.mjs';
import flat from './flat.mjs';
import floor from './floor.mjs';
import halfLoad from './half_load.mjs';
import joins from './joins.mjs';
import memory from './memory.mjs';
import micro from './micro.mjs';
import nodes from './nodes.mjs';
import overload from './overload.mjs';
import parties from './parties.mjs';
import poll from './poll.mjs';
import postgres from './postgres.mjs';
import redis from './redis.mjs';
import seats from './seats.mjs';
import stadium from './stadium.mjs';
import start from './start.mjs';
import streams from './streams.mjs';
import token from './token.mjs';
import uploads from './uploads.mjs';
import writes from './writes.mjs';

const oneNode = [poll, seats, flat, memory, joins, writes, parties, halfLoad, streams, start, overload, uploads, area, stadium];
const manyNodes = [postgres, writers, redis, nodes];
const pieces = [floor, token, micro];

export const rows = [...oneNode, ...manyNodes, ...pieces];
