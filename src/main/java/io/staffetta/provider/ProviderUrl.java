package io.staffetta.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address that an account's requests go to. */
final class ProviderUrl {

    private ProviderUrl() {}

    /**
     * The account's address, else the one in the field that setting {@code urlField} names, else the descriptor's; less
     * {@code ?wsdl}, since the PBX's form for PMF most likely asks for the WSDL (inferred).
     *
     * @throws AccountUnusableException if there is none, it is no {@code http} or {@code https} address, or it holds
     *     credentials, which would show in logs
     */
    static URI of(Submission submission, ProviderDescriptor descriptor) {
        String field = descriptor.settings().getOrDefault("urlField", "");
        String url = firstOf(
                submission.account().url(),
                field.isEmpty() ? "" : submission.account().field(field),
                descriptor.url());
        String name = field.isEmpty() ? "url" : field;
        if (url.isEmpty()) {
            throw unusable(submission, "has no " + name + ", and no address of " + descriptor.title() + " is known");
        }
        return checked(submission, name, withoutWsdl(url));
    }

    private static URI checked(Submission submission, String name, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unusable(submission, "has a " + name + " that is not an address");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw unusable(submission, "has a " + name + " that is not an http or https address");
        }
        if (uri.getUserInfo() != null) {
            throw unusable(submission, "has credentials in its " + name + ", where logs would show them");
        }
        return uri;
    }

    private static AccountUnusableException unusable(Submission submission, String what) {
        return new AccountUnusableException("Account '" + submission.account().id() + "' " + what, 0, "");
    }

    private static String firstOf(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isBlank()) {
                return candidate.strip();
            }
        }
        return "";
    }

    private static String withoutWsdl(String url) {
        return url.toLowerCase(Locale.ROOT).endsWith("?wsdl") ? url.substring(0, url.length() - "?wsdl".length()) : url;
    }
}
