package io.staffetta.audit;

/**
 * Says whether the audit trail is whole.
 *
 * @param whole whether each entry fits the one before, and none is missing
 * @param first number of the first entry that is kept
 * @param last number of the last one; below {@code first} if there is none
 * @param hash its hash; who has noted that of some entry can prove later that nothing before it was changed
 * @param at number of the entry where it is broken; {@code null} if it is whole
 * @param problem what is wrong there, to be read after "Entry n"; {@code null} if it is whole
 */
public record AuditVerdict(boolean whole, long first, long last, String hash, Long at, String problem) {}
