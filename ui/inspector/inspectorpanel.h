// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "ui/timereading.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace spectap {

class CodePage;
class ExplanationPanel;

/// One call, opened: what it is, a verdict for each of its fields, and its bytes. Shows what it is given; the
/// window decides which call that is.
class InspectorPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorPanel(SessionDocument *document, QWidget *parent = nullptr);
    ~InspectorPanel() override;

    [[nodiscard]] std::shared_ptr<const CallDocument> call() const;
    /// What is said of the selected field.
    [[nodiscard]] ExplanationPanel *explanation() const;
    /// Everything that is in sight is there.
    [[nodiscard]] bool isSettled() const;

    [[nodiscard]] CodePage *code() const;
    void setTimeReading(const TimeReading &reading);
    /// RFC 6901, of the field selected in Fields; nothing: none is.
    [[nodiscard]] std::optional<QByteArray> currentPointer() const;
    /// What the field holds: a string's own characters, anything else as sent.
    [[nodiscard]] QString currentValue() const;

public slots:
    /// Null: nothing is selected.
    void setCall(std::shared_ptr<const spectap::CallDocument> call);
    /// Why the selected call cannot be shown.
    void showFailure(quint32 seq, const QString &reason);
    /// Selects the field at `pointer` (RFC 6901) in both tabs; its nearest sent parent when it was not sent.
    void showField(const QByteArray &pointer);
    void showNextProblem();
    void showPreviousProblem();
    /// The call that the Diff tab compares others with; 0: the one before of their name.
    void setPinned(quint32 seq);
    /// Looks for a text in the tab in front; false: it is one that cannot be searched.
    bool openFind();
    /// Brings a tab to the front: "fields", "raw", "code", "request" or "inspector-diff".
    void showTab(const QString &name);

signals:
    /// The person wants to note something of the call.
    void noteRequested();
    /// A clause of the filter language that the person asked for.
    void filterRequested(const QString &query);
    /// A field that the person wants to see of every call.
    void columnRequested(const QString &path);
    /// Two calls are to be compared with more room.
    void diffRequested(quint32 a, quint32 b);
    /// A call is to be the one that others are compared with.
    void pinRequested(quint32 seq);
    /// Another call is to be shown.
    void callRequested(quint32 seq);

private:
    void showMark();
    void addStepButtons();
    void connectFind();

    struct Parts;
    std::unique_ptr<Parts> d;
};

} // namespace spectap
