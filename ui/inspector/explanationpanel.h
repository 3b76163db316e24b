// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessionscan.h"

#include <QScrollArea>

#include <optional>

class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace spectap {

class SeverityMark;
class TagLabel;

/// Under the field tree: what is said of the selected field, what was expected, what was sent, what to
/// change.
class ExplanationPanel final : public QScrollArea
{
    Q_OBJECT

public:
    explicit ExplanationPanel(const Catalogue &catalogue, QWidget *parent = nullptr);

    /// Field `index` of CallDocument::fields; -1: what is said of the call as a whole.
    void setField(const CallDocument *call, int index);
    /// Which findings the one that is explained is one of; none while none is.
    [[nodiscard]] const std::optional<FindingSelection> &selection() const { return m_selection; }
    /// In which calls such findings were seen; 0: not counted yet. `from` and `to`: when, in words.
    void setSeen(const Sightings &seen, const QString &from, const QString &to);
    /// Adds the ways to mute what is explained, and to its entry in the spec; nothing where there is none.
    void addWays(QMenu *menu);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// Another finding is explained, or none: selection().
    void explained();
    void onlyRequested(const spectap::FindingSelection &selection);
    /// The menu is about to be shown: to be filled with the ways to mute.
    void muteMenuRequested(QMenu *menu, const spectap::Mute &here);
    /// The field's entry in the spec: of the event `id`, if it is one of its fields, else of the call.
    void specRequested(const QByteArray &id, spectap::CallType type, const QByteArray &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row
    {
        QLabel *name = nullptr;
        QLabel *text = nullptr;
    };
    Row addRow(QGridLayout *grid, const QString &name);
    void setRow(const Row &row, const QString &html);
    void showFinding(const CallDocument &call, quint32 finding);
    void showOrdinary(const CallDocument &call, const FieldVerdict &field);
    void showOthers(const CallDocument &call, const std::vector<quint32> &findings, quint32 shown);
    void setTitle(
        Severity severity, bool missing, const QString &title, const QString &path, const QString &tag);
    [[nodiscard]] QString mono(const QString &text, const QColor &color = {}) const;
    void applyFonts();
    void explain(const CallDocument *call, int index);
    void addButtons(QGridLayout *grid);
    void fillMuteMenu(QMenu *menu);
    void showSource(const CallDocument &call, QByteArrayView pointer, const QByteArray &doc, bool inSpec);

    const Catalogue &m_catalogue;
    SeverityMark *m_mark = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_path = nullptr;
    TagLabel *m_tag = nullptr;
    Row m_rule;
    Row m_expected;
    Row m_actual;
    Row m_fix;
    Row m_also;
    Row m_means;
    Row m_seen;
    QWidget *m_buttons = nullptr;
    QPushButton *m_only = nullptr;
    QPushButton *m_mute = nullptr;
    QLabel *m_doc = nullptr;
    QString m_fixCode;
    std::optional<FindingSelection> m_selection;
    QByteArray m_specId; ///< of the event the call was checked as
    CallType m_specCall = CallType::Unknown;
    QByteArray m_specPath;
    bool m_inSpec = false;
};

} // namespace spectap
