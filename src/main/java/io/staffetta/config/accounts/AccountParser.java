package io.staffetta.config.accounts;

import io.staffetta.account.Account;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one account. */
final class AccountParser {

    private final ProviderDescriptors descriptors;
    private final Set<String> ids;
    private final Duration defaultValidity;

    /**
     * @param descriptors the providers that there are
     * @param ids all accounts in the file
     * @param defaultValidity validity of an account that gives none
     */
    AccountParser(ProviderDescriptors descriptors, Set<String> ids, Duration defaultValidity) {
        this.descriptors = descriptors;
        this.ids = ids;
        this.defaultValidity = defaultValidity;
    }

    /** The account; of use only if no problem was recorded. */
    Account parse(String id, YamlMap map) {
        ProviderFields specific = new ProviderFields(map, descriptors);
        Optional<ProviderDescriptor> wire = specific.wire();
        CommonFields common = new CommonFields(map);
        CostFields costs = new CostFields(map);
        return new Account(
                id,
                wire.map(ProviderDescriptor::provider).orElse(""),
                wire.map(ProviderDescriptor::wire).orElse(""),
                common.description(),
                common.enabled(),
                wire.map(specific::read).orElse(Map.of()),
                wire.map(specific::url).orElse(""),
                common.limits(),
                common.validity(defaultValidity),
                common.failover(id, ids),
                common.unsupportedCharacters(),
                common.unknownOutcome(),
                common.quietHours(),
                costs.price(),
                costs.bought());
    }
}
