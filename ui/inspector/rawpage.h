// SPDX-License-Identifier: MIT
#pragma once

#include "ui/inspector/rawdocument.h"

#include <QWidget>

#include <memory>

class QLabel;
class QToolButton;

namespace spectap {

class HintBar;
class RawView;
class SeverityMark;
class TagLabel;

/// The Raw tab: the call's text with its switches above and the finding under the cursor below.
class RawPage final : public QWidget
{
    Q_OBJECT

public:
    explicit RawPage(const Catalogue &catalogue, QWidget *parent = nullptr);

    void setCall(std::shared_ptr<const CallDocument> call);
    /// Field of CallDocument::fields; -1: none.
    void setCurrentField(int field);
    void stepProblem(int direction);
    void setForm(RawDocument::Form form);
    [[nodiscard]] RawView *view() const { return m_view; }

signals:
    void fieldPicked(int field);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void rebuildForSize();
    void buildBar();
    void rebuild(qsizetype limit);
    void updateInfo();
    void updateFinding();
    QToolButton *addSwitch(QLayout *row, const QString &text, bool on);

    const Catalogue &m_catalogue;
    std::shared_ptr<const CallDocument> m_call;
    RawDocument::Form m_form = RawDocument::Form::Pretty;
    int m_field = -1;
    bool m_waiting = false; ///< the text is made when the tab is shown
    RawView *m_view = nullptr;
    QWidget *m_bar = nullptr;
    QToolButton *m_pretty = nullptr;
    QToolButton *m_asSent = nullptr;
    QLabel *m_info = nullptr;
    QLabel *m_position = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_wrap = nullptr;
    HintBar *m_cut = nullptr;
    QWidget *m_strip = nullptr;
    SeverityMark *m_mark = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_path = nullptr;
    QLabel *m_place = nullptr;
    TagLabel *m_tag = nullptr;
    QLabel *m_words = nullptr;
    QString m_fixCode;
};

} // namespace spectap
