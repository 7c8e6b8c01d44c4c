package io.staffetta.http.accounts;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.staffetta.config.accounts.Problem;
import io.staffetta.config.edit.EditRefusedException;
import io.staffetta.http.HttpAnswer;
import io.staffetta.language.Phrase;
import java.util.List;

/**
 * Explains why an edit of the accounts was not made, as RFC 9457 has it.
 *
 * @param title phrase of the status
 * @param status HTTP status
 * @param code stable name of the problem
 * @param detail what is wrong, in sentences
 * @param problems what is wrong, field by field; {@code null} if it is something else
 * @param waiting messages that wait for the account; {@code null} if they do not matter
 */
record EditProblem(String title, int status, String code, Phrase detail, List<OfField> problems, Long waiting) {

    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    /** Explains what is wrong with a field. */
    record OfField(String account, String field, Phrase wrong, Phrase right) {

        static OfField of(Problem problem) {
            return new OfField(
                    problem.account().isEmpty() ? null : problem.account(),
                    problem.field().isEmpty() ? null : problem.field(),
                    problem.wrong(),
                    problem.right().isEmpty() ? null : problem.right());
        }
    }

    /** A refused edit. */
    static HttpAnswer of(EditRefusedException refused, boolean byHeader) {
        return switch (refused.reason()) {
            case NOT_FOUND -> of(404, "account_not_found", refused);
            case EXISTS -> of(CONFLICT, "account_exists", refused);
            case INVALID -> of(400, "account_invalid", refused);
            case CHANGED_MEANWHILE -> of(byHeader ? PRECONDITION_FAILED : CONFLICT, "version_conflict", refused);
            case SECRET_NEEDED -> of(CONFLICT, "secret_needed", refused);
            case UNEDITABLE -> of(CONFLICT, "file_not_editable", refused);
            case IS_DEFAULT -> of(CONFLICT, "account_is_default", refused);
        };
    }

    private static HttpAnswer of(int status, String code, EditRefusedException refused) {
        List<OfField> problems = refused.problems().stream().map(OfField::of).toList();
        return answer(new EditProblem(
                phrase(status), status, code, refused.phrase(), problems.isEmpty() ? null : problems, null));
    }

    /** A conflict that is told with the number of messages that wait. */
    static HttpAnswer conflict(String code, Phrase detail, Long waiting) {
        return answer(new EditProblem(phrase(CONFLICT), CONFLICT, code, detail, null, waiting));
    }

    private static HttpAnswer answer(EditProblem problem) {
        return HttpAnswer.problem(problem.status(), problem);
    }

    private static String phrase(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
