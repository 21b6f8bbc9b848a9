// Redis for tests; without one, those that need it are skipped, with the reason on stderr.
import { hasRedis } from "../../bench/redis-server.js";

export { hasRedis, RedisServer } from "../../bench/redis-server.js";

if (!hasRedis)
  console.error("skipped: what needs a queue, for there is no redis-server here (Debian: redis-server)");
