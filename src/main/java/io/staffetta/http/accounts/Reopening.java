package io.staffetta.http.accounts;

import io.staffetta.account.AccountsChange;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.config.edit.Edit;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import java.util.List;
import java.util.Objects;

/**
 * Opens a parked account whose secret was entered anew, also if it is the same one: somebody has had the provider unlock the
 * account. For the gateways nothing has changed then, and it would stay parked.
 *
 * <p>Thread-safe.
 */
final class Reopening {

    private final Parking parking;
    private final StandingOrders orders;
    private final AccountsEditor editor;

    Reopening(Parking parking, StandingOrders orders, AccountsEditor editor) {
        this.parking = parking;
        this.orders = orders;
        this.editor = editor;
    }

    /**
     * Opens what an edit did not open by a change.
     *
     * @return ids of the accounts that were opened
     */
    List<String> after(Edit edit, AccountsChange change) {
        return edit.entry().differences().stream()
                .filter(one -> one.field() != null && editor.isSecret(one.field()))
                .map(one -> one.account())
                .filter(Objects::nonNull)
                .distinct()
                .filter(id -> isSame(id, change) && open(id))
                .toList();
    }

    private boolean open(String id) {
        boolean wasParked = parking.unpark(id, "its password was entered anew");
        orders.unparkElsewhere(id);
        return wasParked;
    }

    /** What is to be said of it beside what has changed. */
    String words(String id, List<String> opened, AccountsChange change) {
        if (!opened.isEmpty()) {
            return "; not parked any more, since the password was entered anew: " + String.join(", ", opened);
        }
        return isSame(id, change) && parking.find(id).isPresent()
                ? "; it stays parked: 'staffetta accounts unpark " + id
                        + "' opens it, and so does entering its password anew"
                : "";
    }

    private static boolean isSame(String id, AccountsChange change) {
        return !change.changed().containsKey(id)
                && !change.came().contains(id)
                && !change.went().contains(id);
    }
}
