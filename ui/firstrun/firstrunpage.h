// SPDX-License-Identifier: MIT
#pragma once

#include "ui/firstrun/snippets.h"

#include <QScrollArea>

class QLabel;
class QListWidget;
class QPushButton;

namespace spectap {

class EndpointEdit;
class SnippetView;

/// Shown while a session has no calls: where to send them, and how to point an SDK there.
class FirstRunPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget *parent = nullptr);
    /// "http://127.0.0.1:8787"; empty while nothing listens.
    void setEndpoint(const QString &endpoint);

signals:
    void testCallRequested();
    void sampleSessionRequested();
    void openRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeading();
    [[nodiscard]] QWidget *makeAddressRow();
    [[nodiscard]] QWidget *makeSnippets();
    [[nodiscard]] QWidget *makeLinks();
    void showSnippet(int index);
    void recolour();

    QLabel *m_title;
    QLabel *m_lead;
    QLabel *m_facts;
    QLabel *m_note;
    QLabel *m_links;
    EndpointEdit *m_address;
    QPushButton *m_copyAddress;
    QPushButton *m_test;
    QPushButton *m_copySnippet;
    QListWidget *m_sdks;
    SnippetView *m_view;
    QList<Snippet> m_snippets;
};

} // namespace spectap
