// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;

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
    [[nodiscard]] QSize sizeHint() const override;

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
    void showSource(const QByteArray &doc);
    void showOthers(const CallDocument &call, const std::vector<quint32> &findings, quint32 shown);
    void setTitle(
        Severity severity, bool missing, const QString &title, const QString &path, const QString &tag);
    [[nodiscard]] QString mono(const QString &text, const QColor &color = {}) const;
    void applyFonts();

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
    QLabel *m_doc = nullptr;
    QString m_fixCode;
};

} // namespace spectap
