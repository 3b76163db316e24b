// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/callcode.h"
#include "model/items/sessiondocument.h"

#include <QFutureWatcher>
#include <QWidget>

#include <memory>

class QComboBox;
class QPlainTextEdit;
class QToolButton;

namespace spectap {

class CodeHighlighter;
class FindTarget;
class HintBar;

/// The Code tab: the call as the statement that sends it with an SDK. Long calls are written by another
/// thread, once somebody asks for it.
class CodePage final : public QWidget
{
    Q_OBJECT

public:
    explicit CodePage(QWidget *parent = nullptr);
    ~CodePage() override;

    [[nodiscard]] FindTarget *finder() const;

    void setCall(std::shared_ptr<const CallDocument> call);
    /// Where the endpoint of the program is.
    void setReach(const Reach &reach);
    /// Name of an SDK; empty: that of each call.
    void setLanguage(const QString &name);

signals:
    /// Other code is shown.
    void codeChanged();
    /// The person wants to see this one from now on.
    void languageChosen(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &text, const QString &tip);
    [[nodiscard]] CodeWish wish() const;
    void nameOwnSdk();
    void update();
    void write();
    void show(const std::optional<QString> &code);

    std::shared_ptr<const CallDocument> m_call;
    Reach m_reach;
    bool m_stale = true;    ///< to be written when the tab is shown
    bool m_longToo = false; ///< somebody asked for this call, long as it is
    QWidget *m_bar = nullptr;
    QComboBox *m_language = nullptr;
    QToolButton *m_corrected = nullptr;
    QToolButton *m_setUp = nullptr;
    QToolButton *m_copy = nullptr;
    HintBar *m_hint = nullptr;
    QPlainTextEdit *m_view = nullptr;
    CodeHighlighter *m_highlighter = nullptr;
    std::unique_ptr<FindTarget> m_finder;
    QFutureWatcher<std::optional<QString>> m_written;
};

} // namespace spectap
