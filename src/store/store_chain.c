/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The chain.  A version's hash is over a random salt and its content, in names
 * that hold on every terminal, so that it can travel; salted, it tells nothing of
 * an erased text.  An action's is over the one before and its versions' hashes: whoever changes
 * anything must change every action after it.
 */
#include "store/store_internal.h"

void version_hash(struct version *version, const char *uuid)
{
	struct hash *h = hash_new();

	hash_part(h, version->salt, sizeof version->salt);
	hash_string(h, uuid);
	hash_int(h, version->id);
	hash_int(h, version->round);
	hash_string(h, version->key);
	hash_int(h, version->row);
	hash_int(h, version->parent);
	hash_int(h, version->merges);
	hash_int(h, version->restores);
	hash_string(h, version->value);
	hash_end(h, version->hash);
}

void why_hash(const struct action *action, unsigned char out[HASH_SIZE])
{
	struct hash *h = hash_new();

	hash_part(h, action->why_salt, sizeof action->why_salt);
	hash_string(h, action->why);
	hash_end(h, out);
}

struct hash *chain_begin(const unsigned char before[HASH_SIZE], const struct action *action)
{
	struct hash *h = hash_new();

	hash_part(h, before, HASH_SIZE);
	hash_int(h, action->seq);
	hash_string(h, action->uuid);
	hash_string(h, action->session);
	hash_string(h, action->author);
	hash_string(h, action->at);
	hash_string(h, action->kind);
	hash_int(h, action->undoes);
	hash_part(h, action->why_hash, action->has_why ? HASH_SIZE : 0);
	return h;
}
