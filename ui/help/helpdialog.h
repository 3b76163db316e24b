// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QTextBrowser;

namespace spectap {

/// One page of the guide (resources/help), by its name. Not modal: one reads it beside one's work.
class HelpDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit HelpDialog(QWidget *parent = nullptr);

    /// False when there is no such page.
    bool showPage(const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();

    QTextBrowser *m_page;
    QString m_markdown;
};

} // namespace spectap
