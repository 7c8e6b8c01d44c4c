package io.staffetta.bench.load;

import java.util.Locale;

/** An {@code accounts.yaml} whose accounts all send to a {@link ProviderStub}, as Messagenet's. */
public final class StubAccounts {

    private StubAccounts() {}

    /**
     * Accounts that differ by their id alone; the first one is the default.
     *
     * @param concurrency submissions at once of each, 1 or more
     * @param ids 1 or more
     */
    public static String yaml(ProviderStub stub, int concurrency, String... ids) {
        StringBuilder yaml = new StringBuilder("default: " + ids[0] + "\naccounts:\n");
        for (String id : ids) {
            yaml.append(account(stub, concurrency, id));
        }
        return yaml.toString();
    }

    /** The entry of one account, to be put behind others. */
    public static String account(ProviderStub stub, int concurrency, String id) {
        return String.format(Locale.ROOT, """
              %s:
                provider: messagenet
                description: Stub
                username: demo
                password: demo-password
                senderName: Staffetta
                limits: {concurrency: %d}
                url: "%s/api/send_sms/"
            """, id, concurrency, stub.url());
    }
}
