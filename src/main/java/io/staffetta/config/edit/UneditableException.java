package io.staffetta.config.edit;

/** The file cannot be changed here without harm to what else it holds. */
public final class UneditableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param why what is in the way, in words that follow "accounts.yaml cannot be changed here without harm: "
     */
    UneditableException(String why) {
        super("accounts.yaml cannot be changed here without harm: " + why + ". Change it by hand");
    }
}
