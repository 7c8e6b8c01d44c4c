package io.staffetta.ledger.operation;

/**
 * Dead letters of one account that an operation has still to do.
 *
 * @param account id of the account that they died with; empty for none
 * @param messages how many
 * @param counted of how many it is known how many SMS they take
 * @param segments SMS that those take
 */
public record LettersLeft(String account, long messages, long counted, long segments) {

    /** SMS that all of them take: those that nobody counted as many as the others, or one each. */
    public long estimatedSegments() {
        return counted == 0 ? messages : Math.round((double) segments / counted * messages);
    }
}
