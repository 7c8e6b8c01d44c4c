package io.staffetta.config.accounts;

/** The fields that accounts of every provider have, with what to write there. */
enum CommonField {
    PROVIDER("provider", "Whom the account is with."),
    API("api", "Which of the provider's interfaces the contract is for."),
    DESCRIPTION("description", "A few words by which people know the account."),
    ENABLED("enabled", "Whether messages may be sent with the account. Default: true."),
    LIMITS("limits", "How much the account may do at once."),
    VALIDITY(
            "validity",
            "How long a message without a deadline of its own may wait, as an ISO-8601 duration such as PT24H."),
    FAILOVER("failover", "Ids of the accounts to try when this one cannot send, in order."),
    URL("url", "Address that requests go to, where it differs from the provider's usual one."),
    UNSUPPORTED_CHARACTERS(
            "unsupported-characters",
            "What becomes of characters that the provider cannot carry: replace (by the nearest that it can, and by ?"
                    + " where none is near, the default), transliterate (by the nearest; the message is refused where"
                    + " none is) or refuse (the message)."),
    UNKNOWN_OUTCOME(
            "unknown-outcome",
            "What becomes of a message that the provider may have: dead-letter (a person decides, the default) or"
                    + " redeliver (it is tried again, and may be sent twice)."),
    QUIET_HOURS("quiet-hours", "Hours of each day in which it sends nothing but messages of priority high."),
    PRICE("price", "What a segment costs, for usage and previews."),
    PACKAGE("package", "Segments that were bought beforehand, of which usage tells how many are left.");

    private final String key;
    private final String description;

    CommonField(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** The name in the file. */
    String key() {
        return key;
    }

    /** What to write there, for people. */
    String description() {
        return description;
    }
}
